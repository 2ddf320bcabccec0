package org.sallyport.dataplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.dataplane.Bytes.ascii;
import static org.sallyport.dataplane.Bytes.expect;
import static org.sallyport.dataplane.Bytes.expectEnd;
import static org.sallyport.dataplane.Bytes.hex;
import static org.sallyport.dataplane.Bytes.join;
import static org.sallyport.dataplane.Bytes.send;
import static org.sallyport.dataplane.Bytes.socks5;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.core.port.PortKind;

@Timeout(30)
final class SocksIT {
  private static final byte[] CONNECTED = hex("05 00 00 01 00000000 0000");

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void connectsAndCarriesBytesBothWays(String loopback) throws Exception {
    try (var lab = Lab.of(PortKind.SOCKS);
        var client = lab.client(loopback)) {
      send(client, hex("05 01 00"));
      expect(client, hex("05 00"));
      send(client, socks5(1, "web.test", 80));
      try (var stream = lab.tor.accept()) {
        assertThat(stream.command()).isEqualTo(1);
        assertThat(stream.target()).isEqualTo("web.test:80");
        assertThat(stream.token()).isEqualTo(Lab.TOKEN.text());
        stream.succeed();
        expect(client, CONNECTED);
        send(client, ascii("question"));
        assertThat(stream.readText(8)).isEqualTo("question");
        stream.write("answer");
        expect(client, ascii("answer"));
        stream.shutdownOutput();
        expectEnd(client);
        client.shutdownOutput();
        stream.expectEnd();
      }
    }
  }

  @Test
  void sendsEarlyDataWithTheRequestInOneWrite() throws Exception {
    try (var lab = Lab.of(PortKind.SOCKS);
        var client = lab.client()) {
      send(client, join(hex("05 01 00"), socks5(1, "web.test", 80), ascii("GET / HTTP/1.1\r\n")));
      expect(client, hex("05 00"));
      try (var stream = lab.tor.accept()) {
        assertThat(stream.early()).isEqualTo(ascii("GET / HTTP/1.1\r\n"));
        stream.succeed();
        expect(client, CONNECTED);
      }
    }
  }
}
