package org.sallyport.core.policy;

import java.time.Duration;
import java.util.Optional;

/// When an application gets a new identity without being asked.
///
/// @param every after so long each time, counted from its first launch; empty for never. At least
///   [#SHORTEST]
/// @param launch whether it gets one at every launch
/// @param oldStreams what becomes of the streams of the old one
public record IdentityRotation(Optional<Duration> every, Launch launch, OldStreams oldStreams) {
  /// More often would leave no time to build a circuit and use it.
  public static final Duration SHORTEST = Duration.ofSeconds(10);

  /// Only on demand.
  public static final IdentityRotation NEVER =
      new IdentityRotation(Optional.empty(), Launch.SAME_IDENTITY, OldStreams.CLOSE);

  /// What a launch does to the identity.
  public enum Launch {
    /// All launches of an application are one identity.
    SAME_IDENTITY,
    /// Each launch begins a new one.
    NEW_IDENTITY
  }

  public IdentityRotation {
    if (every.isPresent() && every.get().compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException(
          "every: " + every.get() + " (expected: at least " + SHORTEST + ")");
    }
  }

  /// The same, with a new identity at every launch.
  public IdentityRotation atEveryLaunch() {
    return new IdentityRotation(every, Launch.NEW_IDENTITY, oldStreams);
  }
}
