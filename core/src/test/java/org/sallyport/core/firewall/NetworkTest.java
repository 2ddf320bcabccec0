package org.sallyport.core.firewall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NetworkTest {
  @ParameterizedTest
  @CsvSource({
    "10.152.152.10, 18, 10.152.128.0/18",
    "255.255.255.255, 0, 0.0.0.0/0",
    "192.0.2.129, 25, 192.0.2.128/25",
    "192.0.2.129, 32, 192.0.2.129/32",
    "fd19:c33d:88bc::10, 96, fd19:c33d:88bc:0:0:0:0:0/96",
    "2001:db8:ffff::1, 36, 2001:db8:f000:0:0:0:0:0/36",
    "2001:db8::1, 128, 2001:db8:0:0:0:0:0:1/128"
  })
  void liesAroundAnAddress(String address, int bits, String network) {
    var around = Network.around(InetAddress.ofLiteral(address), bits);
    assertThat(around).hasToString(network);
    assertThat(around.contains(InetAddress.ofLiteral(address))).isTrue();
  }

  @Test
  void holdsItsOwnFamilyOnly() {
    var all = Network.around(InetAddress.ofLiteral("10.0.0.1"), 0);
    assertThat(all.contains(InetAddress.ofLiteral("::ffff:1"))).isFalse();
    assertThat(all.contains(InetAddress.ofLiteral("203.0.113.9"))).isTrue();
  }

  @Test
  void hasNoBitBehindThePrefix() {
    assertThatThrownBy(() -> new Network(InetAddress.ofLiteral("10.0.0.1"), 8))
        .hasMessageContaining("no bit behind");
  }
}
