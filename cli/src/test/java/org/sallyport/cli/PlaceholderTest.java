package org.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PlaceholderTest {
  @Test
  void compiles() {
    assertThat(Placeholder.class).isFinal();
  }
}
