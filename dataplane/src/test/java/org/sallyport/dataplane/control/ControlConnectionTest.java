package org.sallyport.dataplane.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.sallyport.core.state.TorView;
import org.sallyport.dataplane.counter.Tally;
import org.sallyport.dataplane.stream.AcceptGate;
import org.sallyport.dataplane.stream.HandshakeGuard;

final class ControlConnectionTest {
  private final Tally tally = new Tally();
  private final ControlQuota quota = new ControlQuota();

  private EmbeddedChannel connection() {
    var channel = new EmbeddedChannel();
    var gate = new AcceptGate(1_000, channel.eventLoop(), tally);
    channel
        .pipeline()
        .addLast(new HandshakeGuard(gate, Duration.ofSeconds(30), tally))
        .addLast(new ControlConnection(new ControlCommands(TorView.NONE), quota, tally));
    return channel;
  }

  private static String say(EmbeddedChannel channel, String text) {
    channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
    var heard = new StringBuilder();
    for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
      heard.append(next.toString(StandardCharsets.ISO_8859_1));
      next.release();
    }
    return heard.toString();
  }

  @Test
  void linesMayComeInPiecesAndTogether() {
    var channel = connection();
    assertThat(say(channel, "AUTHEN")).isEmpty();
    assertThat(say(channel, "TICATE\r\nGETINFO address\nTAKEOWN"))
        .isEqualTo("250 OK\r\n510 Command filtered\r\n");
    assertThat(say(channel, "ERSHIP\r\nQUIT\r\nSIGNAL NEWNYM\r\n"))
        .isEqualTo("250 OK\r\n250 closing connection\r\n");
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void longLineEndsTheConnection() {
    var channel = connection();
    String line = "GETINFO " + "x".repeat(ControlConnection.MAX_LINE_BYTES);
    assertThat(say(channel, line)).isEqualTo("500 Line too long\r\n");
    assertThat(channel.isOpen()).isFalse();
    channel = connection();
    assertThat(say(channel, line + "\r\n")).isEqualTo("500 Line too long\r\n");
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void tooManyCommandsEndTheConnection() {
    var channel = connection();
    String answers =
        say(channel, "SETEVENTS\r\n".repeat(10 * ControlConnection.MAX_COMMANDS_PER_SECOND));
    assertThat(answers).endsWith("551 Too many commands\r\n");
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void connectionsAreCountedAndGivenBack() {
    var channels = new EmbeddedChannel[ControlQuota.MAX_CONNECTIONS];
    for (int i = 0; i < channels.length; i++) {
      channels[i] = connection();
      assertThat(say(channels[i], "AUTHENTICATE\r\n")).isEqualTo("250 OK\r\n");
    }
    assertThat(say(connection(), "AUTHENTICATE\r\n")).isEqualTo("551 Too many connections\r\n");
    channels[0].close();
    assertThat(say(connection(), "AUTHENTICATE\r\n")).isEqualTo("250 OK\r\n");
  }
}
