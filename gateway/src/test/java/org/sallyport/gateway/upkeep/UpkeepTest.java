package org.sallyport.gateway.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

final class UpkeepTest {
  @Test
  void runsAChoreAgainAfterItFailed() throws InterruptedException {
    var runs = new CountDownLatch(3);
    try (var upkeep = new Upkeep()) {
      upkeep.every(
          Duration.ofMillis(1),
          () -> {
            runs.countDown();
            throw new GatewayException(ErrorKind.UPSTREAM, "tor is away");
          });
      assertThat(runs.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }
}
