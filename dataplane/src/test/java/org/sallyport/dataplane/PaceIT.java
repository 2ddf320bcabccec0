package org.sallyport.dataplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sallyport.dataplane.Bytes.ascii;
import static org.sallyport.dataplane.Bytes.expect;
import static org.sallyport.dataplane.Bytes.expectEnd;
import static org.sallyport.dataplane.Bytes.hex;
import static org.sallyport.dataplane.Bytes.join;
import static org.sallyport.dataplane.Bytes.send;
import static org.sallyport.dataplane.Bytes.socks5;

import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sallyport.core.port.PortKind;
import org.sallyport.dataplane.limit.Limits;

/// Requests that wait for their turn to be put to tor: two are in tor, the third waits.
@Timeout(30)
final class PaceIT {
  private static final Duration LONG = Duration.ofHours(1);
  private static final byte[] CONNECT = join(hex("05 01 00"), socks5(1, "web.test", 80));
  private static final byte[] METHOD = hex("05 00");
  private static final byte[] CONNECTED = hex("05 00 00 01 00000000 0000");
  private static final byte[] TIMED_OUT = hex("05 06 00 01 00000000 0000");

  private static Lab lab(Duration patience, Limits.Times times) throws Exception {
    var usual = Limits.defaults();
    return Lab.Plan.USUAL
        .with(usual.with(new Limits.Pace(1, patience, 8, LONG)).with(usual.streams().with(times)))
        .lab(PortKind.SOCKS);
  }

  private static Lab lab(Duration patience) throws Exception {
    return lab(patience, new Limits.Times(LONG, LONG, LONG));
  }

  private static Socket asking(Lab lab) throws Exception {
    var client = lab.client();
    send(client, CONNECT);
    expect(client, METHOD);
    return client;
  }

  private static void breakOff(Socket client) throws Exception {
    client.setSoLinger(true, 0);
    client.close();
  }

  @Test
  void whatIsSaidMeanwhileGoesOutWithTheRequest() throws Exception {
    try (var lab = lab(LONG);
        var _ = asking(lab);
        var one = lab.tor.accept();
        var _ = asking(lab);
        var _ = lab.tor.accept();
        var waiting = lab.client()) {
      send(waiting, join(CONNECT, ascii("early, ")));
      expect(waiting, METHOD);
      send(waiting, ascii("still early"));
      waiting.shutdownOutput();
      lab.asked.take();
      lab.asked.take();
      lab.asked.take();
      one.fail(1);
      try (var turn = lab.tor.accept()) {
        assertThat(lab.asked.take().destination().port()).as("admitted again").isEqualTo(80);
        assertThat(new String(turn.early(), java.nio.charset.StandardCharsets.US_ASCII))
            .isEqualTo("early, still early");
        turn.expectEnd();
        turn.succeed().write("late");
        expect(waiting, join(CONNECTED, ascii("late")));
      }
      expectEnd(waiting);
    }
  }

  /// More than is held: the connection is not read any more when its end comes.
  @Test
  void muchThatIsSaidMeanwhileIsNotLost() throws Exception {
    byte[] much = ascii("much".repeat(40_000));
    try (var lab = lab(LONG);
        var _ = asking(lab);
        var one = lab.tor.accept();
        var _ = asking(lab);
        var _ = lab.tor.accept();
        var waiting = asking(lab)) {
      send(waiting, much);
      waiting.shutdownOutput();
      one.fail(1);
      try (var turn = lab.tor.accept()) {
        assertThat(join(turn.early(), turn.readToEnd())).isEqualTo(much);
        turn.succeed().write("late");
        expect(waiting, join(CONNECTED, ascii("late")));
      }
      expectEnd(waiting);
    }
  }

  @Test
  void aClientThatGoesLetsTheNextIn() throws Exception {
    try (var lab = lab(LONG);
        var _ = asking(lab);
        var _ = lab.tor.accept();
        var second = asking(lab);
        var inTor = lab.tor.accept();
        var gone = asking(lab);
        var _ = asking(lab)) {
      breakOff(gone);
      breakOff(second);
      inTor.expectEnd();
      lab.tor.accept().close();
    }
  }

  @Test
  void deadDestinationsHoldUpNobody() throws Exception {
    try (var lab = lab(Duration.ofMillis(100));
        var _ = asking(lab);
        var _ = lab.tor.accept();
        var _ = asking(lab);
        var _ = lab.tor.accept();
        var third = asking(lab);
        var turn = lab.tor.accept()) {
      turn.succeed();
      expect(third, CONNECTED);
    }
  }

  @Test
  void nobodyWaitsLongerThanForTor() throws Exception {
    try (var lab = lab(LONG, new Limits.Times(Duration.ofMillis(400), LONG, LONG));
        var _ = asking(lab);
        var _ = lab.tor.accept();
        var _ = asking(lab);
        var _ = lab.tor.accept();
        var waiting = asking(lab)) {
      expect(waiting, TIMED_OUT);
      expectEnd(waiting);
    }
  }

  @Test
  void nothingIsAskedBeforeItsTurn() throws Exception {
    try (var lab = lab(LONG);
        var _ = asking(lab);
        var one = lab.tor.accept();
        var _ = asking(lab);
        var _ = lab.tor.accept();
        var waiting = asking(lab)) {
      waiting.setSoTimeout(200);
      assertThatThrownBy(() -> waiting.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      waiting.setSoTimeout(Lab.CLIENT_TIMEOUT_MILLIS);
      one.succeed();
      lab.tor.accept().succeed();
      expect(waiting, CONNECTED);
    }
  }
}
