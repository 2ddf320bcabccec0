package org.sallyport.linux.nft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class RejectedPacketsTest {
  private static final String LISTING =
      """
      table inet sallyport {
      	counter rejected_tcp {
      		packets 1 bytes 60
      	}
      	counter rejected_udp {
      		packets 22 bytes 1234
      	}
      	counter rejected_icmp {
      		packets 0 bytes 0
      	}
      	counter rejected_other {
      		packets 4 bytes 80
      	}
      }
      """;

  @Test
  void readsEveryKind() {
    RejectedPackets packets = RejectedPackets.parse(LISTING);
    assertThat(packets.of(RejectedPackets.Kind.TCP)).isEqualTo(1);
    assertThat(packets.of(RejectedPackets.Kind.UDP)).isEqualTo(22);
    assertThat(packets.of(RejectedPackets.Kind.ICMP)).isZero();
    assertThat(packets.of(RejectedPackets.Kind.OTHER)).isEqualTo(4);
  }

  @Test
  void missingCounterIsNoZero() {
    String without = LISTING.replace("rejected_icmp", "rejected_xxx");
    assertThatThrownBy(() -> RejectedPackets.parse(without))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
