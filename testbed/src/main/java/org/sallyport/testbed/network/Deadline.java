package org.sallyport.testbed.network;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// A point in time after which a wait gives up. Immutable, for any thread.
public final class Deadline {
  /// How often a condition is looked at: small beside every step of a start-up.
  private static final long POLL_MILLIS = 20;

  private final long end;

  private Deadline(long end) {
    this.end = end;
  }

  /// That long from now.
  public static Deadline in(Duration duration) {
    return new Deadline(System.nanoTime() + duration.toNanos());
  }

  /// What is left, zero when it has passed.
  public Duration left() {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  /// Whether it has passed.
  public boolean passed() {
    return left().isZero();
  }

  /// Looks until the condition holds.
  ///
  /// @param goal completes "… did not happen in time: {goal}"
  /// @throws GatewayException of kind TIMEOUT at the deadline, and when the thread is interrupted
  public void await(String goal, BooleanSupplier condition) {
    if (!holds(condition)) {
      throw new GatewayException(
          ErrorKind.TIMEOUT,
          "This did not happen in time: "
              + goal
              + ". The machine may be overloaded; the notice.log of each node in the network's"
              + " directory says more.");
    }
  }

  /// Looks until the condition holds, or says that it did not at the deadline.
  public boolean holds(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      if (passed()) {
        return false;
      }
      pause();
    }
    return true;
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatewayException(ErrorKind.TIMEOUT, "Interrupted while waiting.", e);
    }
  }
}
