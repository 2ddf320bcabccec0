package org.sallyport.core.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The runner of laws itself.
final class LawTest {
  @Test
  void namesTheSeedThatRepeatsAFailure() {
    List<Long> failing = new ArrayList<>();
    assertThatThrownBy(() -> Law.holds(random -> failOnSome(random, failing)))
        .isInstanceOf(AssertionError.class)
        .satisfies(e -> {
          String message = String.valueOf(e.getMessage());
          long seed = Long.parseLong(message.substring(message.indexOf("-Dseed=") + 7));
          assertThat(failing).containsExactly(new Random(seed).nextLong());
        });
  }

  private static void failOnSome(Random random, List<Long> failing) {
    long drawn = random.nextLong();
    if (Math.floorMod(drawn, 10) == 3) {
      failing.add(drawn);
      throw new AssertionError("as planted");
    }
  }

  @Test
  void triesManySamples() {
    List<Long> drawn = new ArrayList<>();
    Law.holds(random -> drawn.add(random.nextLong()));
    assertThat(drawn).hasSizeGreaterThanOrEqualTo(1_000).doesNotHaveDuplicates();
  }
}
