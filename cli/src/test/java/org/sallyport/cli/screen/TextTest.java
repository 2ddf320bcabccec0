package org.sallyport.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TextTest {
  private static final int ROUNDS = 2000;

  @Test
  void nothingThatTerminalsObeySurvives() {
    long seed = Long.getLong("sallyport.seed", System.nanoTime());
    var random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      var text = new StringBuilder();
      random.ints(10, 0, Character.MAX_CODE_POINT).forEach(text::appendCodePoint);
      random.ints(10, 0, 0x100).forEach(text::appendCodePoint);
      assertThat(Text.safe(text.toString()).codePoints())
          .as("-Dsallyport.seed=%d", seed)
          .noneMatch(Character::isISOControl)
          .noneMatch(c -> Character.getType(c) == Character.FORMAT);
    }
    assertThat(Text.safe("ünïcödé → 🧅")).isEqualTo("ünïcödé → 🧅");
  }

  @Test
  void fittedTextKeepsBothEnds() {
    assertThat(Text.fitted("abcdefghij", 10)).isEqualTo("abcdefghij");
    assertThat(Text.fitted("abcdefghij", 7)).isEqualTo("abc…hij");
    assertThat(Text.fitted("abcdefghij", 1)).isEqualTo("…");
    assertThat(Text.fitted("abcdefghij", 0)).isEmpty();
  }

  @Test
  void numbersHaveUnits() {
    assertThat(Text.bytes(999)).isEqualTo("999 B");
    assertThat(Text.bytes(1_000)).isEqualTo("1.0 kB");
    assertThat(Text.bytes(1_250_000)).isEqualTo("1.3 MB");
    assertThat(Text.bytes(Long.MAX_VALUE)).endsWith(" TB");
    assertThat(Text.count(1, "circuit")).isEqualTo("1 circuit");
    assertThat(Text.count(0, "circuit")).isEqualTo("0 circuits");
    assertThat(Text.age(Duration.ofSeconds(59))).isEqualTo("59 s");
    assertThat(Text.age(Duration.ofSeconds(60))).isEqualTo("1 min");
    assertThat(Text.age(Duration.ofHours(5))).isEqualTo("5 h");
    assertThat(Text.age(Duration.ofDays(2))).isEqualTo("2 d");
  }
}
