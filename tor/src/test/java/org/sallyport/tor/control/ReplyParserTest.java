package org.sallyport.tor.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReplyParserTest {
  static List<Reply> parse(String text) throws MalformedReplyException {
    var replies = new ArrayList<Reply>();
    var parser = new ReplyParser();
    parser.accept(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)), replies::add);
    return replies;
  }

  @Test
  void readsSingleLine() throws Exception {
    assertThat(parse("250 OK\r\n"))
        .containsExactly(new Reply(List.of(new Reply.Line(250, "OK", ""))));
  }

  @Test
  void readsMiddleLinesAndDataBlocks() throws Exception {
    var replies =
        parse(
            """
            250-version=0.4.9.11\r
            250+circuit-status=\r
            1 BUILT\r
            ..dotted\r
            \r
            .\r
            250 OK\r
            """);
    assertThat(replies).hasSize(1);
    var reply = replies.getFirst();
    assertThat(reply.isSuccess()).isTrue();
    assertThat(reply.value("version")).isEqualTo("0.4.9.11");
    assertThat(reply.value("circuit-status")).isEqualTo("1 BUILT\n.dotted\n");
    assertThat(reply.value("circuit")).isEmpty();
  }

  @Test
  void keepsEventsOfSeveralLinesApartFromReplies() throws Exception {
    var replies =
        parse("650-CONF_CHANGED\r\n650-Nickname=x\r\n650 OK\r\n552 no\r\n650 SIGNAL RELOAD\r\n");
    assertThat(replies).extracting(Reply::isAsynchronous).containsExactly(true, false, true);
    assertThat(replies).extracting(Reply::status).containsExactly(650, 552, 650);
  }

  @Test
  void takesTheLastLinesStatus() throws Exception {
    var reply = parse("250-first=1\r\n552 Unrecognized key \"x\"\r\n").getFirst();
    assertThat(reply.status()).isEqualTo(552);
    assertThat(reply.isSuccess()).isFalse();
  }

  @Test
  void readsBytesOneByOneLikeAllAtOnce() throws Exception {
    String text = "250-a=1\r\n250+b=\r\n..x\r\n.\r\n250 OK\r\n650 STREAM 1 NEW 0 a:1\r\n";
    var oneByOne = new ArrayList<Reply>();
    var parser = new ReplyParser();
    for (byte b : text.getBytes(StandardCharsets.ISO_8859_1)) {
      parser.accept(ByteBuffer.wrap(new byte[] {b}), oneByOne::add);
    }
    assertThat(oneByOne).isEqualTo(parse(text)).hasSize(2);
    assertThat(parser.isIdle()).isTrue();
  }

  @Test
  void readsBytesAsLatin1() throws Exception {
    assertThat(parse("250 caf\u00e9\n").getFirst().text()).isEqualTo("caf\u00e9");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\r\n",
        "25\r\n",
        "250\r\n",
        "2x0 OK\r\n",
        "250_OK\r\n",
        "\u00b250 OK\r\n",
        "250-a=1\r\n650 STREAM\r\n",
        "650-X\r\n250 OK\r\n"
      })
  void refusesWhatIsNoReply(String text) {
    assertThatThrownBy(() -> parse(text)).isInstanceOf(MalformedReplyException.class);
  }

  @Test
  void refusesLineAboveItsLimit() throws Exception {
    int longest = ReplyParser.MAX_LINE_BYTES - "250 \r".length();
    assertThat(parse("250 " + "x".repeat(longest) + "\r\n")).hasSize(1);
    assertThatThrownBy(() -> parse("250 " + "x".repeat(longest + 1) + "\r\n"))
        .hasMessageContaining("longer than");
  }

  @Test
  void refusesReplyAboveItsLimits() {
    String line = "x".repeat(60_000) + "\n";
    assertThatThrownBy(() -> parse("250+k=\n" + line.repeat(280)))
        .hasMessageContaining("a reply is longer than");
    assertThatThrownBy(() -> parse("250-k\n".repeat(ReplyParser.MAX_REPLY_LINES + 1)))
        .hasMessageContaining("more than");
  }

  @Test
  void isNotIdleInsideReply() throws Exception {
    var parser = new ReplyParser();
    for (String part : List.of("2", "50-x\n", "250+k=\n", "data\n", ".\n")) {
      parser.accept(ByteBuffer.wrap(part.getBytes(StandardCharsets.ISO_8859_1)), _ -> {});
      assertThat(parser.isIdle()).as(part).isFalse();
    }
  }
}
