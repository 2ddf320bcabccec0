package org.sallyport.dataplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.sallyport.dataplane.Bytes.all;
import static org.sallyport.dataplane.Bytes.ascii;
import static org.sallyport.dataplane.Bytes.expect;
import static org.sallyport.dataplane.Bytes.expectEnd;
import static org.sallyport.dataplane.Bytes.hex;
import static org.sallyport.dataplane.Bytes.join;
import static org.sallyport.dataplane.Bytes.send;
import static org.sallyport.dataplane.Bytes.socks5;

import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sallyport.core.admission.RefusalReason;
import org.sallyport.core.port.PortKind;
import org.sallyport.dataplane.counter.Counters.Count;
import org.sallyport.dataplane.limit.Limits;

/// What happens at each limit.
@Timeout(30)
final class LimitsIT {
  private static final Limits USUAL = Limits.defaults();
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofHours(1);
  private static final byte[] CONNECT = join(hex("05 01 00"), socks5(1, "web.test", 80));
  private static final byte[] CONNECTED = hex("05 00  05 00 00 01 00000000 0000");
  private static final byte[] REFUSED = hex("05 00  05 01 00 01 00000000 0000");

  @Test
  void closesAHandshakeThatTakesTooLong() throws Exception {
    var handshakes = new Limits.Handshakes(8_192, SHORT, 256);
    try (var lab = Lab.Plan.USUAL.with(USUAL.with(handshakes)).lab(PortKind.SOCKS);
        var client = lab.client()) {
      send(client, hex("05 01"));
      expectEnd(client);
      lab.compartment.close();
      assertThat(lab.counters().count(Count.HANDSHAKES_TIMED_OUT)).isEqualTo(1);
    }
  }

  @Test
  void doesNotHurryAStreamThatHasPassedItsHandshake() throws Exception {
    var handshakes = new Limits.Handshakes(8_192, SHORT, 256);
    try (var lab = Lab.Plan.USUAL.with(USUAL.with(handshakes)).lab(PortKind.SOCKS);
        var client = lab.client();
        var silent = lab.client()) {
      send(client, CONNECT);
      try (var stream = lab.tor.accept()) {
        expectEnd(silent);
        stream.succeed();
        expect(client, CONNECTED);
      }
    }
  }

  @Test
  void closesAHandshakeThatIsTooLong() throws Exception {
    var handshakes = new Limits.Handshakes(512, LONG, 256);
    try (var lab = Lab.Plan.USUAL.with(USUAL.with(handshakes)).lab(PortKind.HTTP_TUNNEL);
        var client = lab.client()) {
      send(client, ascii("CONNECT web.test:443 HTTP/1.1\r\nX: " + "x".repeat(600)));
      assertThat(all(client)).startsWith("HTTP/1.0 431 ");
    }
  }

  @Test
  void pausesAcceptingWhileTooManyHandshakesAreUnfinished() throws Exception {
    var handshakes = new Limits.Handshakes(8_192, LONG, 2);
    try (var lab = Lab.Plan.USUAL.with(USUAL.with(handshakes)).lab(PortKind.SOCKS);
        var _ = lab.client()) {
      Socket first = lab.client();
      Socket waiting = lab.client();
      send(waiting, hex("05 01 00"));
      waiting.setSoTimeout((int) SHORT.toMillis());
      assertThatThrownBy(() -> waiting.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      first.close();
      waiting.setSoTimeout(Lab.CLIENT_TIMEOUT_MILLIS);
      expect(waiting, hex("05 00"));
      waiting.close();
      lab.compartment.close();
      assertThat(lab.counters().count(Count.ACCEPT_PAUSES)).isPositive();
    }
  }

  @Test
  void refusesMoreStreamsThanAnApplicationMayHave() throws Exception {
    refusesTheSecondStream(new Limits.Streams(1, 100, 65_536, USUAL.streams().times()));
  }

  @Test
  void refusesMoreStreamsThanAllMayHave() throws Exception {
    refusesTheSecondStream(new Limits.Streams(100, 1, 65_536, USUAL.streams().times()));
  }

  private static void refusesTheSecondStream(Limits.Streams streams) throws Exception {
    try (var lab = Lab.Plan.USUAL.with(USUAL.with(streams)).lab(PortKind.SOCKS)) {
      try (var first = lab.client()) {
        send(first, CONNECT);
        try (var stream = lab.tor.accept().succeed();
            var second = lab.client()) {
          expect(first, CONNECTED);
          send(second, CONNECT);
          expect(second, REFUSED);
          expectEnd(second);
          stream.write("still there");
          expect(first, ascii("still there"));
        }
        expectEnd(first);
      }
      await().atMost(Duration.ofSeconds(10)).until(() -> lab.dataPlane.openStreams() == 0);
      try (var third = lab.client()) {
        send(third, CONNECT);
        lab.tor.accept().succeed().close();
        expect(third, CONNECTED);
      }
      lab.compartment.close();
      assertThat(lab.counters().refused(RefusalReason.TOO_MANY_STREAMS)).isEqualTo(1);
    }
  }

  @Test
  void resetsAStreamThatHoldsMoreThanTheApplicationMay() throws Exception {
    var few = new Limits.Buffers(1, 40_000, 1 << 20);
    try (var lab = Lab.Plan.USUAL.with(USUAL.with(few)).lab(PortKind.SOCKS);
        var greedy = lab.client();
        var stream = connected(lab, greedy)) {
      assertThatThrownBy(
              () -> {
                send(greedy, new byte[100_000]);
                greedy.getInputStream().read();
              })
          .isInstanceOf(SocketException.class);
      stream.readToEnd();
      await().atMost(Duration.ofSeconds(10)).until(() -> lab.dataPlane.openStreams() == 0);
      try (var modest = lab.client();
          var next = connected(lab, modest)) {
        next.write("served");
        expect(modest, ascii("served"));
      }
      lab.compartment.close();
      assertThat(lab.counters().count(Count.STREAMS_OVERFLOWED)).isEqualTo(1);
    }
  }

  @Test
  void givesUpWhenTorDoesNotAnswer() throws Exception {
    try (var lab = withTimes(new Limits.Times(SHORT, LONG, LONG));
        var client = lab.client()) {
      send(client, CONNECT);
      try (var stream = lab.tor.accept()) {
        expect(client, hex("05 00  05 06 00 01 00000000 0000"));
        expectEnd(client);
        stream.expectEnd();
      }
    }
  }

  @Test
  void endsAStreamInWhichNothingMoves() throws Exception {
    try (var lab = withTimes(new Limits.Times(LONG, SHORT, SHORT));
        var client = lab.client();
        var stream = connected(lab, client)) {
      expectReset(client);
      stream.expectEnd();
      lab.compartment.close();
      assertThat(lab.counters().count(Count.STREAMS_IDLE)).isEqualTo(1);
    }
  }

  @Test
  void endsAHalfClosedStreamEarlier() throws Exception {
    try (var lab = withTimes(new Limits.Times(LONG, LONG, SHORT));
        var client = lab.client();
        var stream = connected(lab, client)) {
      client.shutdownOutput();
      stream.expectEnd();
      expectReset(client);
    }
  }

  @Test
  void servesManyStreamsAtOnce() throws Exception {
    int many = 300;
    try (var lab = Lab.of(PortKind.SOCKS)) {
      var clients = new Socket[many];
      for (int i = 0; i < many; i++) {
        clients[i] = lab.client();
        send(clients[i], CONNECT);
      }
      for (int i = 0; i < many; i++) {
        lab.tor.accept().succeed().close();
      }
      for (Socket client : clients) {
        expect(client, CONNECTED);
        expectEnd(client);
        client.close();
      }
      await().atMost(Duration.ofSeconds(10)).until(() -> lab.dataPlane.openStreams() == 0);
    }
  }

  private static Lab withTimes(Limits.Times times) throws Exception {
    return Lab.Plan.USUAL.with(USUAL.with(USUAL.streams().with(times))).lab(PortKind.SOCKS);
  }

  private static FakeTor.Conversation connected(Lab lab, Socket client) throws Exception {
    send(client, CONNECT);
    var stream = lab.tor.accept().succeed();
    expect(client, CONNECTED);
    return stream;
  }

  private static void expectReset(Socket client) {
    assertThatThrownBy(() -> client.getInputStream().read())
        .isInstanceOf(SocketException.class)
        .hasMessageContaining("reset");
  }
}
