package org.sallyport.testbed.leak;

import java.time.Duration;
import java.util.Optional;

/// What `leaktest --faults` was asked for.
///
/// @param seed what chance is made of; chosen and printed if it is not given
/// @param minutes how long faults go on; zero means each kind once and a few pairs
/// @param within how soon everything must work again
record FaultOptions(Optional<Long> seed, int minutes, Duration within) {
  /// Of a run that was asked for nothing in particular.
  static final FaultOptions DEFAULTS =
      new FaultOptions(Optional.empty(), 0, Duration.ofSeconds(10));

  FaultOptions withSeed(long value) {
    return new FaultOptions(Optional.of(value), minutes, within);
  }

  FaultOptions withMinutes(int value) {
    return new FaultOptions(seed, value, within);
  }

  FaultOptions withWithin(Duration value) {
    return new FaultOptions(seed, minutes, value);
  }
}
