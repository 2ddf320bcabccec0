package org.sallyport.cli.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class LastWordsTest {
  @Test
  void preferTheLastFailure() {
    assertThat(LastWords.of(List.of("sallyport: one", "noise", "sallyport: two", "more noise", "")))
        .contains("two");
  }

  @Test
  void elseAreTheLastLine() {
    assertThat(LastWords.of(List.of("Error: could not find", "Main", "  "))).contains("Main");
    assertThat(LastWords.of(List.of())).isEmpty();
  }
}
