package org.sallyport.testbed.fault;

import java.util.List;
import java.util.stream.Collectors;

/// Faults that belong together: one alone, or two that overlap as chance will have it.
///
/// @param strikes the faults, in the order in which they strike
public record Episode(List<Strike> strikes) {
  public Episode {
    strikes = List.copyOf(strikes);
  }

  /// In words, for who reads along.
  public String words() {
    return strikes.stream().map(Strike::words).collect(Collectors.joining(" + "));
  }
}
