package org.sallyport.testbed.leak.matrix;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sallyport.testbed.leak.world.Sighting;

/// What both witnesses saw of one probe.
///
/// @param counted by the kernel's packet counters
/// @param captured by the captures
public record Evidence(Sighting counted, Sighting captured) {
  /// Whether either saw a leak: any doubt is one.
  boolean leaked() {
    return counted.leaked() > 0 || captured.leaked() > 0;
  }

  /// The same without what came out of exits: for a probe that no exit can send on.
  Evidence withoutTor() {
    return new Evidence(withoutTor(counted), withoutTor(captured));
  }

  private static Sighting withoutTor(Sighting seen) {
    return new Sighting(seen.leaked(), 0, seen.examples());
  }

  /// Whether either saw something come out of an exit.
  boolean throughTor() {
    return counted.throughTor() > 0 || captured.throughTor() > 0;
  }

  /// Leaked packets, by the witness who saw more.
  long packets() {
    return Math.max(counted.leaked(), captured.leaked());
  }

  /// What leaked, in words, if anything did.
  public Optional<String> leak() {
    return leaked() ? Optional.of(String.join(", ", examples())) : Optional.empty();
  }

  /// The first of them.
  List<String> examples() {
    return Stream.concat(captured.examples().stream(), counted.examples().stream())
        .limit(Sighting.MAX_EXAMPLES)
        .toList();
  }
}
