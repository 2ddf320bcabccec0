package org.sallyport.linux.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CommandLineTest {
  @Test
  void argumentsEndWithNulAndMayBeEmpty() {
    assertThat(split("a\0b c\0\0")).containsExactly("a", "b c", "");
    assertThat(split("a\0cut off")).containsExactly("a", "cut off");
    assertThat(split("")).isEmpty();
  }

  @Test
  void theNameOfAProgramMayContainAnything() {
    String stat = "7 (a) 9 9 ((x) S 3 7 7 0 -1 4194560 0 0 0 0 1 2 3 4 20 0 1 0 777 10 20";
    assertThat(CommandLine.statField(stat, 1)).contains(3L);
    assertThat(CommandLine.statField(stat, 19)).contains(777L);
    assertThat(CommandLine.statField(stat, 40)).isEmpty();
    assertThat(CommandLine.statField("7 (x) S x", 1)).isEmpty();
    assertThat(CommandLine.statField("nonsense", 1)).isEmpty();
  }

  private static List<String> split(String text) {
    return CommandLine.split(text.getBytes(StandardCharsets.UTF_8));
  }
}
