package org.sallyport.tor.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QuotedStringTest {
  private static final long SEED = Long.getLong("seed", 20_261_121L);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "alice | \"alice\"",
        "q\"uo\\te | \"q\\\"uo\\\\te\"",
        "a b | \"a b\"",
        "é | \"\\351\"",
        "~\u007f | \"~\\177\""
      })
  void encodesAsTorDoes(String value, String quoted) throws Exception {
    assertThat(QuotedString.encode(value)).isEqualTo(quoted);
    assertThat(QuotedString.decode(quoted, 0))
        .isEqualTo(new QuotedString.Decoded(value, quoted.length()));
  }

  @Test
  void decodesEveryEscapeThatTorWrites() throws Exception {
    String quoted = "x=\"\\001\\377\\n\\r\\t\\\"\\\\\\'\\7\\08\" rest";
    var decoded = QuotedString.decode(quoted, 2);
    assertThat(decoded.value()).isEqualTo("\u0001\u00ff\n\r\t\"\\'\u0007\u00008");
    assertThat(quoted.substring(decoded.end())).isEqualTo(" rest");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "\"", "\"abc", "\"abc\\", "\"\\400\"", "\"\\"})
  void refusesWhatIsNoQuotedString(String text) {
    assertThatThrownBy(() -> QuotedString.decode(text, 0))
        .isInstanceOf(MalformedReplyException.class)
        .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\rb", "a\nb", "a\u0000b", "a\u0100b"})
  void refusesToEncodeWhatCouldBreakOut(String value) {
    assertThatThrownBy(() -> QuotedString.encode(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at 1");
  }

  @Test
  void givesBackEveryStringItEncodes() throws Exception {
    System.out.println("seed " + SEED);
    var random = new SplittableRandom(SEED);
    for (int round = 0; round < 2_000; round++) {
      var value = new StringBuilder();
      for (int i = random.nextInt(20); i > 0; i--) {
        char c = (char) random.nextInt(1, 256);
        value.append(c == '\r' || c == '\n' ? ' ' : c);
      }
      String text = value.toString();
      String quoted = QuotedString.encode(text);
      assertThat(QuotedString.decode(quoted, 0).value()).isEqualTo(text);
      assertThat(quoted).matches("[ -~]*");
    }
  }
}
