package org.sallyport.dataplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.sallyport.dataplane.Bytes.ascii;
import static org.sallyport.dataplane.Bytes.expect;
import static org.sallyport.dataplane.Bytes.hex;
import static org.sallyport.dataplane.Bytes.join;
import static org.sallyport.dataplane.Bytes.send;
import static org.sallyport.dataplane.Bytes.socks5;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sallyport.core.attribution.Attribution;
import org.sallyport.core.attribution.Flow;
import org.sallyport.core.attribution.Origin;
import org.sallyport.core.attribution.Program;
import org.sallyport.core.policy.DnsMode;
import org.sallyport.core.port.PortKind;
import org.sallyport.dataplane.counter.Counters.Count;
import org.sallyport.dataplane.listing.OpenStream;

/// Connections that wait until it is known who opened them; the test answers when it likes.
@Timeout(30)
final class OriginIT {
  private static final Origin CURL = new Origin.Found(42, new Program("/usr/bin/curl", null));

  /// Keeps what it is asked until the test answers.
  private record Slow(Use use, BlockingQueue<Asked> questions) implements Attribution {
    Slow(Use use) {
      this(use, new LinkedBlockingQueue<>());
    }

    @Override
    public void ask(Flow flow, Consumer<Origin> answer) {
      questions.add(new Asked(flow, answer));
    }
  }

  private record Asked(Flow flow, Consumer<Origin> answer) {
    Flow.Internet internet() {
      return (Flow.Internet) flow;
    }
  }

  @Test
  void saysNothingBeforeItIsKnownWhoAsks() throws Exception {
    var slow = new Slow(Attribution.Use.ISOLATION);
    try (var lab = Lab.Plan.USUAL.with(slow).lab(PortKind.SOCKS);
        var client = lab.client()) {
      send(client, join(hex("05 01 00"), socks5(1, "web.test", 80)));
      Asked asked = slow.questions().take();
      assertThat(asked.internet().transport()).isEqualTo(Flow.Transport.TCP);
      assertThat(asked.internet().source().port()).isEqualTo(client.getLocalPort());
      assertThat(asked.internet().target().port()).isEqualTo(client.getPort());
      assertThat(client.getInputStream().available()).isZero();
      assertThat(lab.asked).isEmpty();
      asked.answer().accept(CURL);
      try (var stream = lab.tor.accept().succeed()) {
        expect(client, hex("05 00  05 00 00 01 00000000 0000"));
        assertThat(lab.asked.take().origin()).isEqualTo(CURL);
        assertThat(lab.dataPlane.streams()).extracting(OpenStream::pid).containsExactly(42L);
        stream.write("x");
        expect(client, ascii("x"));
      }
    }
  }

  @Test
  void keepsWhatAnImpatientClientSaidBeforeItEndedItsSide() throws Exception {
    var slow = new Slow(Attribution.Use.ISOLATION);
    try (var lab = Lab.Plan.USUAL.with(slow).lab(PortKind.TRANS)) {
      lab.meant = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.7"), 80);
      try (var client = lab.client()) {
        send(client, ascii("GET /"));
        client.shutdownOutput();
        Asked asked = slow.questions().take();
        assertThat(asked.internet().target().address())
            .isEqualTo(InetAddress.ofLiteral("192.0.2.7"));
        asked.answer().accept(new Origin.Unknown(1));
        try (var stream = lab.tor.accept().succeed()) {
          byte[] late = stream.read(5 - stream.early().length);
          assertThat(join(stream.early(), late)).isEqualTo(ascii("GET /"));
          stream.expectEnd();
        }
        assertThat(lab.asked.take().origin()).isEqualTo(new Origin.Unknown(1));
      }
      lab.compartment.close();
      assertThat(lab.counters().count(Count.ORIGINS_UNKNOWN)).isEqualTo(1);
    }
  }

  @Test
  void anAnswerThatComesAfterTheEndIsOfNoUse() throws Exception {
    var slow = new Slow(Attribution.Use.ISOLATION);
    try (var lab = Lab.Plan.USUAL.with(slow).lab(PortKind.SOCKS)) {
      Asked first;
      try (var client = lab.client()) {
        client.setSoLinger(true, 0);
        first = slow.questions().take();
      }
      first.answer().accept(CURL);
      try (var client = lab.client()) {
        slow.questions().take().answer().accept(CURL);
        send(client, hex("05 01 00"));
        expect(client, hex("05 00"));
      }
      assertThat(lab.asked).isEmpty();
    }
  }

  @Test
  void nobodyWaitsForWhatIsOnlyShown() throws Exception {
    var slow = new Slow(Attribution.Use.DISPLAY);
    try (var lab = Lab.Plan.USUAL.with(slow).lab(PortKind.SOCKS);
        var client = lab.client()) {
      send(client, join(hex("05 01 00"), socks5(1, "web.test", 80)));
      try (var _ = lab.tor.accept().succeed()) {
        expect(client, hex("05 00  05 00 00 01 00000000 0000"));
        assertThat(lab.asked.take().origin()).isEqualTo(Origin.NOT_ASKED);
        assertThat(lab.dataPlane.streams())
            .extracting(OpenStream::pid, OpenStream::state)
            .containsExactly(tuple(null, OpenStream.State.OPEN));
        slow.questions().take().answer().accept(CURL);
        assertThat(lab.dataPlane.streams()).extracting(OpenStream::pid).containsExactly(42L);
      }
    }
  }

  @Test
  void aLookupGoesOnTheKeyOfWhoAsked() throws Exception {
    var slow = new Slow(Attribution.Use.ISOLATION);
    try (var lab = Lab.Plan.USUAL.with(DnsMode.RESOLVE).with(slow).lab(PortKind.DNS);
        var client = new DatagramSocket()) {
      byte[] query = DnsClient.query("web.test", 1);
      var port =
          new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), lab.number(PortKind.DNS));
      client.send(new DatagramPacket(query, query.length, port));
      Asked asked = slow.questions().take();
      assertThat(asked.internet().transport()).isEqualTo(Flow.Transport.UDP);
      assertThat(asked.internet().source().port()).isEqualTo(client.getLocalPort());
      assertThat(lab.asked).isEmpty();
      asked.answer().accept(CURL);
      assertThat(lab.asked.take().origin()).isEqualTo(CURL);
    }
  }

  @Test
  void aNameFromTheLaunchsOwnTableWaitsForNobody() throws Exception {
    var slow = new Slow(Attribution.Use.ISOLATION);
    try (var lab = Lab.Plan.USUAL.with(slow).lab(PortKind.DNS)) {
      assertThat(DnsClient.address(lab, "web.test", 1).isSiteLocalAddress()).isTrue();
      assertThat(slow.questions()).isEmpty();
    }
  }

  @Test
  void bytesAreCountedPerStream() throws Exception {
    try (var lab = Lab.of(PortKind.SOCKS);
        var client = lab.client()) {
      send(client, join(hex("05 01 00"), socks5(1, "web.test", 80)));
      try (var stream = lab.tor.accept().succeed()) {
        expect(client, hex("05 00  05 00 00 01 00000000 0000"));
        stream.write("answer");
        expect(client, ascii("answer"));
        send(client, ascii("ask"));
        assertThat(stream.read(3)).isEqualTo(ascii("ask"));
        assertThat(lab.dataPlane.streams())
            .extracting(OpenStream::bytesReceived, OpenStream::bytesSent)
            .containsExactly(tuple(6L, 3L));
      }
    }
  }
}
