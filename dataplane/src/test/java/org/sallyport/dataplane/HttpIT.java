package org.sallyport.dataplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.dataplane.Bytes.all;
import static org.sallyport.dataplane.Bytes.ascii;
import static org.sallyport.dataplane.Bytes.expect;
import static org.sallyport.dataplane.Bytes.send;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.core.admission.RefusalReason;
import org.sallyport.core.port.PortKind;
import org.sallyport.core.stream.ClientProtocol;
import org.sallyport.core.stream.Credentials;

/// HTTP CONNECT clients, from the application's socket to tor's.
@Timeout(30)
final class HttpIT {
  @Test
  void opensATunnelAndKeepsWhatFollowedTheHead() throws Exception {
    try (var lab = Lab.of(PortKind.HTTP_TUNNEL);
        var client = lab.client()) {
      send(
          client,
          ascii(
              "CONNECT web.test:443 HTTP/1.1\r\nHost: web.test:443\r\n"
                  + "Proxy-Authorization: Basic YTpi\r\n\r\nhello"));
      try (var stream = lab.tor.accept()) {
        assertThat(stream.target()).isEqualTo("web.test:443");
        assertThat(stream.early()).isEqualTo(ascii("hello"));
        stream.succeed();
        expect(client, ascii("HTTP/1.0 200 OK\r\n\r\n"));
        stream.write("world");
        expect(client, ascii("world"));
      }
      var asked = lab.asked.take();
      assertThat(asked.credentials()).isEqualTo(Credentials.http("Basic YTpi", ""));
      assertThat(asked.protocol()).isEqualTo(ClientProtocol.HTTP_CONNECT);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, HTTP/1.0 502", "2, HTTP/1.0 403", "3, HTTP/1.0 503",
    "4, HTTP/1.0 503", "5, HTTP/1.0 403", "6, HTTP/1.0 504"
  })
  void saysWhatTorSaid(int code, String status) throws Exception {
    try (var lab = Lab.of(PortKind.HTTP_TUNNEL);
        var client = lab.client()) {
      send(client, ascii("CONNECT nx.test:443 HTTP/1.1\r\n\r\n"));
      try (var stream = lab.tor.accept()) {
        stream.fail(code);
      }
      assertThat(all(client)).startsWith(status).contains("\r\nTor-Request-Failed: socks/");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "BLOCKED, HTTP/1.0 503",
    "POLICY, HTTP/1.0 403",
    "INTERNAL_ADDRESS, HTTP/1.0 403",
    "TOO_MANY_STREAMS, HTTP/1.0 503"
  })
  void saysWhyATunnelIsRefused(RefusalReason reason, String status) throws Exception {
    try (var lab = Lab.Plan.USUAL.refusing(reason).lab(PortKind.HTTP_TUNNEL);
        var client = lab.client()) {
      send(client, ascii("CONNECT web.test:443 HTTP/1.1\r\n\r\n"));
      assertThat(all(client))
          .startsWith(status)
          .contains("\r\nSallyport-Refused: " + reason.name() + "\r\n\r\n");
    }
  }

  @Test
  void refusesOtherMethods() throws Exception {
    try (var lab = Lab.of(PortKind.HTTP_TUNNEL);
        var client = lab.client()) {
      send(client, ascii("GET http://web.test/ HTTP/1.1\r\nHost: web.test\r\n\r\n"));
      assertThat(all(client)).startsWith("HTTP/1.0 405 ").contains("Allow: CONNECT\r\n");
      lab.compartment.close();
      assertThat(lab.counters().malformed(PortKind.HTTP_TUNNEL)).isEqualTo(1);
    }
  }
}
