package org.sallyport.gateway.upkeep;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// The time of day when the gateway started, and from then on the kernel's monotonic clock.
///
/// Laws: it never goes back and never jumps, whatever an administrator or NTP does to the machine's
/// clock, so nothing that waits or ages here can be early, late or stuck because of it. It does not
/// count the time in which the machine sleeps, and may differ from a clock on the wall. Safe for
/// use by several threads.
///
/// @param start the time of day then
/// @param startNanos the monotonic clock then
/// @param nanos the monotonic clock
public record SteadyClock(Instant start, long startNanos, LongSupplier nanos)
    implements InstantSource {
  /// One that starts now.
  public static SteadyClock starting() {
    return new SteadyClock(InstantSource.system().instant(), System.nanoTime(), System::nanoTime);
  }

  @Override
  public Instant instant() {
    return start.plusNanos(nanos.getAsLong() - startNanos);
  }
}
