package org.sallyport.dataplane.upstream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.net.InetAddress;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.core.admission.StreamRequest.Purpose;
import org.sallyport.core.stream.Host;

final class UpstreamHandshakeTest {
  private static final String UNIX_REPLY = "0500 0004 00000000000000000000000000000000 0000";
  private static final Answer GENERAL = new Answer.Failed(1);

  @Test
  void waitsForTheMethodAndThenSendsEverythingAtOnce() {
    var pipe = new UpstreamPipe(Purpose.CONNECT);
    assertThat(pipe.sent()).isEqualTo(new byte[] {5, 1, 2});
    pipe.channel.write(Unpooled.copiedBuffer("early", US_ASCII));
    assertThat(pipe.sent()).isEmpty();
    pipe.tor("05");
    assertThat(pipe.flowing).isZero();
    pipe.tor("02");
    assertThat(pipe.flowing).isEqualTo(1);
    assertThat(new String(pipe.sent(), java.nio.charset.StandardCharsets.ISO_8859_1))
        .isEqualTo(
            "\1\11<torS0X>0\53"
                + UpstreamPipe.TOKEN.text()
                + "\5\1\0\3\10web.test\0\120"
                + "early");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        UNIX_REPLY,
        "0500 0001 00000000 0000",
        "0500 0003 08 7765622E74657374 0000",
      })
  void takesEveryFormOfReplyAndPassesTheRestOn(String reply) {
    var whole = new UpstreamPipe(Purpose.CONNECT).tor("0502 0100" + reply + "AABB");
    assertThat(whole.answers).containsExactly(new Answer.Connected());
    assertThat(whole.passedOn()).isEqualTo(HexFormat.of().parseHex("AABB"));
    var slow = new UpstreamPipe(Purpose.CONNECT);
    for (byte one : HexFormat.of().parseHex(("05020100" + reply).replace(" ", ""))) {
      assertThat(slow.answers).isEmpty();
      slow.tor(new byte[] {one});
    }
    assertThat(slow.answers).containsExactly(new Answer.Connected());
    assertThat(slow.passedOn()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"04, 4", "06, 6", "F0, 240"})
  void passesTorsCodeOn(String code, int expected) {
    var pipe = new UpstreamPipe(Purpose.CONNECT);
    pipe.tor("0502 0100 05" + code + "0004 00000000000000000000000000000000 0000");
    assertThat(pipe.answers).containsExactly(new Answer.Failed(expected));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "method refused, 05FF",
    "not even SOCKS, 48545450",
    "authentication refused, 0502 0501",
    "reply of another version, 0502 0100 0400 0001 00",
    "unknown address type, 0502 0100 0500 0002 00",
  })
  void failsOnWhatTorNeverSays(String name, String said) {
    var pipe = new UpstreamPipe(Purpose.CONNECT).tor(said);
    assertThat(pipe.answers).containsExactly(GENERAL);
    assertThat(pipe.passedOn()).isEmpty();
  }

  @Test
  void failsWhenTorEndsOrDisappears() {
    var ended = new UpstreamPipe(Purpose.CONNECT).tor("0502");
    ended.channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
    assertThat(ended.answers).containsExactly(GENERAL);
    var gone = new UpstreamPipe(Purpose.CONNECT).tor("0502 0100");
    gone.channel.close();
    assertThat(gone.answers).containsExactly(GENERAL);
  }

  @Test
  void leavesThePipelineWhenTorHasAnswered() {
    var pipe = new UpstreamPipe(Purpose.CONNECT).tor("0502 0100" + UNIX_REPLY);
    assertThat(pipe.channel.pipeline().get(UpstreamHandshake.class)).isNull();
    pipe.channel.close();
    assertThat(pipe.answers).containsExactly(new Answer.Connected());
  }

  @Test
  void readsTheAnswersOfLookups() {
    assertThat(new UpstreamPipe(Purpose.RESOLVE).tor("0502 0100 0500 0001 C0000207 0000").answers)
        .containsExactly(resolved("192.0.2.7"));
    assertThat(
            new UpstreamPipe(Purpose.RESOLVE)
                .tor("0502 0100 0500 0004 20010DB8000000000000000000000007 0000")
                .answers)
        .containsExactly(resolved("2001:db8::7"));
    assertThat(
            new UpstreamPipe(Purpose.RESOLVE_PTR)
                .tor("0502 0100 0500 0003 08 7765622E74657374 0000")
                .answers)
        .containsExactly(new Answer.Resolved(new Host.Name("web.test")));
    assertThat(
            new UpstreamPipe(Purpose.RESOLVE_PTR).tor("0502 0100 0500 0003 02 2020 0000").answers)
        .containsExactly(new Answer.Failed(Answer.HOST_UNREACHABLE));
  }

  private static Answer resolved(String literal) {
    return new Answer.Resolved(new Host.Address(InetAddress.ofLiteral(literal)));
  }
}
