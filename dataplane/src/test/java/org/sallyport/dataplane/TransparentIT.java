package org.sallyport.dataplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sallyport.dataplane.Bytes.ascii;
import static org.sallyport.dataplane.Bytes.expect;
import static org.sallyport.dataplane.Bytes.send;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sallyport.core.admission.RefusalReason;
import org.sallyport.core.port.PortKind;
import org.sallyport.core.stream.ClientProtocol;
import org.sallyport.core.stream.Host;

/// Redirected connections; the test says where the kernel would say that they were meant to go.
@Timeout(30)
final class TransparentIT {
  private static InetSocketAddress address(String literal, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(literal), port);
  }

  @Test
  void carriesAConnectionToWhereItWasMeantToGo() throws Exception {
    try (var lab = Lab.of(PortKind.TRANS)) {
      lab.meant = address("192.0.2.7", 80);
      try (var client = lab.client()) {
        send(client, ascii("GET /"));
        try (var stream = lab.tor.accept()) {
          assertThat(stream.target()).isEqualTo("192.0.2.7:80");
          stream.succeed();
          stream.write("answer");
          expect(client, ascii("answer"));
        }
      }
      assertThat(lab.asked.take().protocol()).isEqualTo(ClientProtocol.TRANSPARENT);
    }
  }

  @Test
  void sendsWhatTheApplicationSaysBeforeTorAnswers() throws Exception {
    try (var lab = Lab.of(PortKind.TRANS)) {
      lab.meant = address("2001:db8::7", 80);
      try (var client = lab.client(PortKind.TRANS, "::1");
          var stream = lab.tor.accept()) {
        send(client, ascii("GET /"));
        byte[] late = stream.read(5 - stream.early().length);
        assertThat(Bytes.join(stream.early(), late)).isEqualTo(ascii("GET /"));
        stream.succeed();
      }
    }
  }

  @Test
  void goesOutByNameWhereAFakeAddressWasMeant() throws Exception {
    try (var lab = Lab.of(PortKind.TRANS, PortKind.DNS)) {
      lab.meant = new InetSocketAddress(DnsClient.address(lab, "Web.Test", 1), 80);
      try (var _ = lab.client();
          var stream = lab.tor.accept()) {
        assertThat(stream.target()).isEqualTo("web.test:80");
        assertThat(lab.asked.take().destination().host()).isEqualTo(new Host.Name("web.test"));
      }
    }
  }

  @Test
  void resetsAFakeAddressThatNobodyWasGiven() throws Exception {
    try (var lab = Lab.of(PortKind.TRANS)) {
      lab.meant = address("10.192.0.1", 80);
      expectReset(lab, RefusalReason.UNKNOWN_FAKE_ADDRESS);
      assertThat(lab.asked).isEmpty();
    }
  }

  @Test
  void resetsAConnectionToThePortItself() throws Exception {
    try (var lab = Lab.of(PortKind.TRANS)) {
      lab.meant = address("127.0.0.1", lab.number(PortKind.TRANS));
      expectReset(lab, RefusalReason.LOOP);
      assertThat(lab.asked).isEmpty();
    }
  }

  @Test
  void resetsAConnectionThatNobodyRedirected() throws Exception {
    try (var lab = Lab.of(PortKind.TRANS)) {
      lab.meant = null;
      expectReset(lab, RefusalReason.LOOP);
    }
  }

  @Test
  void resetsWhatIsRefused() throws Exception {
    try (var lab = Lab.Plan.USUAL.refusing(RefusalReason.POLICY).lab(PortKind.TRANS)) {
      lab.meant = address("192.0.2.7", 80);
      expectReset(lab, RefusalReason.POLICY);
    }
  }

  @Test
  void resetsWhatTorCannotOpen() throws Exception {
    try (var lab = Lab.of(PortKind.TRANS)) {
      lab.meant = address("192.0.2.7", 80);
      try (var client = lab.client();
          var stream = lab.tor.accept()) {
        stream.fail(5);
        expectReset(client);
      }
    }
  }

  private static void expectReset(Lab lab, RefusalReason reason) throws Exception {
    try (var client = lab.client()) {
      expectReset(client);
    } catch (SocketException e) {
      assertThat(e).hasMessageContaining("reset");
    }
    lab.compartment.close();
    assertThat(lab.counters().refused(reason)).isEqualTo(1);
  }

  private static void expectReset(Socket client) {
    assertThatThrownBy(() -> client.getInputStream().read())
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("reset");
  }
}
