package org.sallyport.dataplane.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class LimitsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void leaveDescriptorsForEverythingElseByDefault() {
    int descriptors = 2 * Limits.defaults().streams().inAll();
    assertThat(descriptors).isLessThan(20_000);
  }

  @Test
  void leaveMemoryForManyApplicationsByDefault() {
    var buffers = Limits.defaults().buffers();
    int gatewaysMegabytes = 512;
    int manyApplications = 24;
    assertThat((buffers.shared() + (long) manyApplications * buffers.own()) >> 20)
        .isLessThan(gatewaysMegabytes);
    assertThat(buffers.perApplication()).isLessThan(buffers.shared());
  }

  @Test
  void letTorDecideFirst() {
    var torsSocksTimeout = Duration.ofMinutes(2);
    assertThat(Limits.defaults().streams().times().answer()).isGreaterThan(torsSocksTimeout);
  }

  @Test
  void refuseWhatIsNoLimit() {
    assertThatThrownBy(() -> new Limits.Handshakes(0, SECOND, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("handshakes.bytes");
    assertThatThrownBy(() -> new Limits.Times(SECOND, Duration.ZERO, SECOND))
        .hasMessageContaining("times.idle");
    assertThatThrownBy(() -> new Limits.Dns(1, SECOND, -1))
        .hasMessageContaining("dns.lookupsAtOnce");
    assertThatThrownBy(() -> new Limits.Buffers(1, 1, 0)).hasMessageContaining("buffers.shared");
  }
}
