package org.sallyport.dataplane.transparent;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class OriginalDestinationTest {
  @Test
  void readsTheKernelsSocketAddresses() {
    assertThat(parse("0200 0050 C0000207 0000000000000000"))
        .isEqualTo(new InetSocketAddress(InetAddress.ofLiteral("192.0.2.7"), 80));
    assertThat(parse("0A00 FFFF 00000000 20010DB8000000000000000000000007 00000000"))
        .isEqualTo(new InetSocketAddress(InetAddress.ofLiteral("2001:db8::7"), 65_535));
  }

  private static InetSocketAddress parse(String hex) {
    return OriginalDestination.parse(
        ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", ""))));
  }
}
