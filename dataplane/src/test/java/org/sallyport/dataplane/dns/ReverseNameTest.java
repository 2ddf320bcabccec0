package org.sallyport.dataplane.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReverseNameTest {
  private static final String NIBBLES =
      "7.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2";

  @Test
  void readsAddressesOfBothFamilies() {
    assertThat(ReverseName.address("7.2.0.192.in-addr.arpa"))
        .contains(InetAddress.ofLiteral("192.0.2.7"));
    assertThat(ReverseName.address("255.0.0.10.IN-ADDR.ARPA"))
        .contains(InetAddress.ofLiteral("10.0.0.255"));
    assertThat(ReverseName.address(NIBBLES + ".ip6.arpa"))
        .contains(InetAddress.ofLiteral("2001:db8::7"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "in-addr.arpa",
        ".in-addr.arpa",
        "2.0.192.in-addr.arpa",
        "1.7.2.0.192.in-addr.arpa",
        "256.2.0.192.in-addr.arpa",
        "-7.2.0.192.in-addr.arpa",
        "7..0.192.in-addr.arpa",
        "0007.2.0.192.in-addr.arpa",
        "7.2.0.192.in-addr.arpa.test",
        "7.ip6.arpa",
        "7" + NIBBLES + "ip6.arpa",
        "g" + ".0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa",
        "700000000000000000000000000000000000000000000000000000000000000.ip6.arpa",
        "web.test"
      })
  void readsNothingElse(String name) {
    assertThat(ReverseName.address(name)).isEmpty();
  }
}
