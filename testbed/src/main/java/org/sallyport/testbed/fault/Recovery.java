package org.sallyport.testbed.fault;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What became of the gateway and its applications after an episode.
///
/// @param reopened how long after the last cause's end everything worked again; empty if it never
///   did while we waited
/// @param reason what `status` said meanwhile, if it said that and why the gateway was not open
/// @param leaks packets beside Tor and attempts that succeeded, in words
/// @param complaints what else was wrong
public record Recovery(
    Optional<Duration> reopened,
    Optional<String> reason,
    List<String> leaks,
    List<String> complaints) {
  public Recovery {
    leaks = List.copyOf(leaks);
    complaints = List.copyOf(complaints);
  }

  /// Whether the law holds: nothing leaked, nothing else was wrong, and it was open again in time
  /// or said why not, and then was open after all.
  public boolean holds(Duration within) {
    return leaks.isEmpty() && complaints.isEmpty() && openAsPromised(within);
  }

  private boolean openAsPromised(Duration within) {
    return reopened.isPresent() && (reopened.get().compareTo(within) <= 0 || reason.isPresent());
  }
}
