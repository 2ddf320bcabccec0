package org.sallyport.gateway.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class SteadyClockTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void followsTheMonotonicClockAlone() {
    var nanos = new AtomicLong(-5);
    var clock = new SteadyClock(START, -5, nanos::get);
    assertThat(clock.instant()).isEqualTo(START);
    nanos.addAndGet(Duration.ofMillis(1500).toNanos());
    assertThat(clock.instant()).isEqualTo(START.plusMillis(1500));
    assertThat(clock.millis()).isEqualTo(START.plusMillis(1500).toEpochMilli());
  }

  @Test
  void neverGoesBack() {
    var clock = SteadyClock.starting();
    Instant before = clock.instant();
    for (int i = 0; i < 1000; i++) {
      Instant now = clock.instant();
      assertThat(now).isAfterOrEqualTo(before);
      before = now;
    }
  }
}
