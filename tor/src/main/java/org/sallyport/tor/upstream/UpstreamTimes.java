package org.sallyport.tor.upstream;

import java.time.Duration;

/// How long the upstream waits for what.
///
/// `start`: for tor to listen on its control socket. `command`: for the answer to a command.
/// `stop`: for tor to end, before each stronger means. `firstRetry` to `longestRetry`: the pause
/// before tor is started again, doubled each time; short, because whatever kept tor from starting
/// may end at any moment. `circuitRefresh`: between two looks at all circuits.
public record UpstreamTimes(
    Duration start,
    Duration command,
    Duration stop,
    Duration firstRetry,
    Duration longestRetry,
    Duration circuitRefresh) {
  private static final int MAX_DOUBLINGS = 20;

  public static final UpstreamTimes STANDARD =
      new UpstreamTimes(
          Duration.ofSeconds(30),
          Duration.ofSeconds(15),
          Duration.ofSeconds(3),
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(2));

  /// The pause after the failed attempt number `attempt` (from 1).
  Duration retryAfter(int attempt) {
    int doublings = Math.clamp(attempt - 1L, 0, MAX_DOUBLINGS);
    var pause = firstRetry.multipliedBy(1L << doublings);
    return pause.compareTo(longestRetry) > 0 ? longestRetry : pause;
  }
}
