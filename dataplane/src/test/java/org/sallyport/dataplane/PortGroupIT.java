package org.sallyport.dataplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sallyport.core.admission.RefusalReason;
import org.sallyport.core.port.PortKind;

/// Several ports behind one listening socket.
final class PortGroupIT {
  private static final byte[] SOCKS4 = {4, 1, 0, 80, (byte) 192, 0, 2, 7, 0};

  @Test
  void streamBelongsToThePortThatWasMeant() throws Exception {
    try (var lab = Lab.of(PortKind.SOCKS, PortKind.SOCKS)) {
      for (int number : lab.numbers()) {
        lab.meant = loopback(number);
        try (var client = client(lab);
            var stream = lab.tor.accept()) {
          assertThat(stream.target()).isEqualTo("192.0.2.7:80");
          assertThat(lab.asked.take().port().number()).isEqualTo(number);
          assertThat(client.isConnected()).isTrue();
        }
      }
    }
  }

  @Test
  void resetsWhatWasMeantForNoPort() throws Exception {
    expectReset(loopback(1));
  }

  @Test
  void resetsWhatTheKernelDoesNotKnow() throws Exception {
    expectReset(null);
  }

  private static void expectReset(@Nullable InetSocketAddress meant) throws Exception {
    try (var lab = Lab.of(PortKind.SOCKS, PortKind.SOCKS)) {
      lab.meant = meant;
      assertThatThrownBy(
              () -> {
                try (var client = client(lab)) {
                  int answer = client.getInputStream().read();
                  throw new AssertionError("answered with " + answer);
                }
              })
          .isInstanceOf(SocketException.class);
      assertThat(lab.asked).isEmpty();
      lab.compartment.close();
      assertThat(lab.counters().refused(RefusalReason.UNKNOWN_PORT)).isEqualTo(1);
    }
  }

  private static Socket client(Lab lab) throws IOException {
    var socket = new Socket();
    socket.setSoTimeout(Lab.CLIENT_TIMEOUT_MILLIS);
    socket.connect(loopback(lab.numbers().stream().min(Integer::compare).orElseThrow()));
    socket.getOutputStream().write(SOCKS4);
    return socket;
  }

  private static InetSocketAddress loopback(int number) {
    return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), number);
  }
}
