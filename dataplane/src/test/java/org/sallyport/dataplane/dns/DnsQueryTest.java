package org.sallyport.dataplane.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DnsQueryTest {
  private static final String HEAD = "BEEF 0100 0001 0000 0000 0000 ";
  private static final String WEB_TEST = "03776562 04 74657374 00 ";

  static ByteBuf bytes(String hex) {
    return Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  private static DnsQuestion asked(String hex) {
    return DnsQuery.parse(bytes(hex)) instanceof DnsQuery.Parsed.Asked(var question)
        ? question
        : org.assertj.core.api.Assertions.fail("no question: " + hex);
  }

  @ParameterizedTest
  @CsvSource({
    "0001 0001, A",
    "001C 0001, AAAA",
    "000C 0001, PTR",
    "00FF 0001, A",
    "0041 0001, OTHER",
    "0010 0001, OTHER",
    "0001 0003, OTHER",
    "001C 00FF, OTHER"
  })
  void readsTheQuestion(String typeAndClass, DnsQuestion.Type type) {
    var question = asked(HEAD + WEB_TEST + typeAndClass);
    assertThat(question.id()).isEqualTo(0xBEEF);
    assertThat(question.recursionDesired()).isTrue();
    assertThat(question.name()).contains("web.test");
    assertThat(question.type()).isEqualTo(type);
    assertThat(question.wire()).hasSize(10 + 4);
  }

  @Test
  void leavesWhatFollowsTheQuestionAlone() {
    assertThat(asked(HEAD + WEB_TEST + "0001 0001 00 0029 04D0 00000000 0000").name())
        .contains("web.test");
    assertThat(asked(HEAD + WEB_TEST + "0001 0001 FFFFFFFF").name()).contains("web.test");
  }

  @Test
  void keepsTheCaseOfTheName() {
    var question = asked(HEAD + "03576542 00 0001 0001");
    assertThat(question.name()).contains("WeB");
    assertThat(question.wire()).startsWith("\3WeB\0");
  }

  @Test
  void readsTheRootAsAnEmptyName() {
    assertThat(asked(HEAD + "00 0001 0001").name()).contains("");
  }

  @ParameterizedTest
  @CsvSource({"03612E62", "03610062", "0361C362", "03612062"})
  void hasNoTextForALabelThatIsNoHostNames(String label) {
    assertThat(asked(HEAD + label + "00 0001 0001").name()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "no question, BEEF 0100 0000 0000 0000 0000, FORMAT_ERROR",
    "two questions, BEEF 0100 0002 0000 0000 0000 00 0001 0001, FORMAT_ERROR",
    "nothing behind the head, BEEF 0100 0001 0000 0000 0000, FORMAT_ERROR",
    "name without end, BEEF 0100 0001 0000 0000 0000 03776562, FORMAT_ERROR",
    "label beyond the end, BEEF 0100 0001 0000 0000 0000 3F776562, FORMAT_ERROR",
    "compressed name, BEEF 0100 0001 0000 0000 0000 C00C 0001 0001, FORMAT_ERROR",
    "no type, BEEF 0100 0001 0000 0000 0000 00, FORMAT_ERROR",
    "half a class, BEEF 0100 0001 0000 0000 0000 00 0001 00, FORMAT_ERROR",
    "notify, BEEF 2100 0001 0000 0000 0000 00 0001 0001, NOT_IMPLEMENTED",
  })
  void refusesWhatItCannotRead(String name, String hex, DnsAnswer.Code code) {
    assertThat(DnsQuery.parse(bytes(hex))).isEqualTo(new DnsQuery.Parsed.Refusable(0xBEEF, code));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"empty, ''", "short, BEEF 0100 0001", "an answer, BEEF 8180 0001 0000 0000 0000 00"})
  void doesNotAnswerWhatIsNoQuery(String name, String hex) {
    assertThat(DnsQuery.parse(bytes(hex))).isEqualTo(new DnsQuery.Parsed.NotAQuery());
  }

  @Test
  void takesTheLongestNameAndNoLonger() {
    String label = "3F" + "61".repeat(63);
    String longest = label.repeat(3) + "3D" + "61".repeat(61);
    assertThat(asked(HEAD + longest + "00 0001 0001").name().orElseThrow()).hasSize(253);
    assertThat(DnsQuery.parse(bytes(HEAD + longest + "0161 00 0001 0001")))
        .isInstanceOf(DnsQuery.Parsed.Refusable.class);
    assertThat(DnsQuery.parse(bytes(HEAD + label.repeat(4) + "00 0001 0001")))
        .isInstanceOf(DnsQuery.Parsed.Refusable.class);
  }
}
