package org.sallyport.gateway.upkeep;

import java.time.Duration;
import java.time.InstantSource;

/// Decides when an unused gateway may end. A gateway that `run` started by itself stays for a
/// while, so that the next `run` finds tor bootstrapped, and then leaves nothing behind.
///
/// Safe for use by several threads.
public final class Linger {
  private final Duration limit;
  private final InstantSource clock;
  private volatile long usedAtMillis;

  /// @param limit how long an unused gateway stays; zero means for ever
  /// @param clock tells how long it has been unused
  public Linger(Duration limit, InstantSource clock) {
    this.limit = limit;
    this.clock = clock;
    this.usedAtMillis = clock.millis();
  }

  /// The gateway is in use now.
  public void touch() {
    usedAtMillis = clock.millis();
  }

  /// Whether it has been unused for longer than the limit.
  public boolean isOver() {
    return !limit.isZero() && clock.millis() - usedAtMillis > limit.toMillis();
  }
}
