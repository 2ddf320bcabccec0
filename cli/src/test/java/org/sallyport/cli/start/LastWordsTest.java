package org.sallyport.cli.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class LastWordsTest {
  @Test
  void areTheLastFailureWithAllItsLines() {
    assertThat(LastWords.of(List.of("sallyport: one", "noise", "sallyport: two", "f.toml:3:1", "")))
        .contains("two\nf.toml:3:1");
  }

  @Test
  void elseAreTheLastLine() {
    assertThat(LastWords.of(List.of("Error: could not find", "Main", "  "))).contains("Main");
    assertThat(LastWords.of(List.of())).isEmpty();
  }
}
