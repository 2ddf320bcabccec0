package org.sallyport.gateway.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class LingerTest {
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

  @Test
  void isOverOnlyAfterTheLimitWithoutUse() {
    var linger = new Linger(Duration.ofMinutes(10), now::get);
    now.set(Instant.EPOCH.plus(Duration.ofMinutes(10)));
    assertThat(linger.isOver()).isFalse();
    now.set(now.get().plusMillis(1));
    assertThat(linger.isOver()).isTrue();
  }

  @Test
  void beginsAnewWithEveryUse() {
    var linger = new Linger(Duration.ofMinutes(10), now::get);
    now.set(Instant.EPOCH.plus(Duration.ofMinutes(9)));
    linger.touch();
    now.set(Instant.EPOCH.plus(Duration.ofMinutes(18)));
    assertThat(linger.isOver()).isFalse();
  }

  @Test
  void neverEndsAGatewayWithoutALimit() {
    var linger = new Linger(Duration.ZERO, now::get);
    now.set(Instant.EPOCH.plus(Duration.ofDays(365)));
    assertThat(linger.isOver()).isFalse();
  }
}
