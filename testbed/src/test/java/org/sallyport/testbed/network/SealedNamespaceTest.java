package org.sallyport.testbed.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SealedNamespaceTest {
  private static final String HEADER_1 =
      "Inter-|   Receive                                                |  Transmit";
  private static final String HEADER_2 =
      " face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs";
  private static final String LO = "    lo:    1840      20    0    0    0     0          0";
  private static final String ETH = "  eth0: 1123456    9999    0    0    0     0          0";

  @Test
  void loopbackAloneIsSealed() {
    assertThat(SealedNamespace.foreign(List.of(HEADER_1, HEADER_2, LO))).isEmpty();
  }

  @Test
  void namesEveryOtherInterface() {
    assertThat(SealedNamespace.foreign(List.of(HEADER_1, HEADER_2, LO, ETH, "lo0: 0", "tun0: 1")))
        .containsExactly("eth0", "lo0", "tun0");
  }

  @Test
  void whatItCannotReadIsNotSealed() {
    assertThat(SealedNamespace.foreign(List.of())).isNotEmpty();
    assertThat(SealedNamespace.foreign(List.of(HEADER_1, HEADER_2, "something new"))).isNotEmpty();
  }
}
