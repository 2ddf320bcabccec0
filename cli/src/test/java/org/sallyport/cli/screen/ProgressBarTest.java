package org.sallyport.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ProgressBarTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void redrawsOneLineAndRemovesItAtTheEnd() {
    try (var bar = new ProgressBar(stream, Style.PLAIN)) {
      bar.show(0, "starting");
      bar.show(50, "Loading relay descriptors");
      bar.show(50, "Loading relay descriptors");
      bar.show(100, "Done");
    }
    assertThat(shown())
        .isEqualTo(
            "\r\u001b[Ktor [░░░░░░░░░░░░░░░░░░░░░░░░]   0%  starting"
                + "\r\u001b[Ktor [████████████░░░░░░░░░░░░]  50%  Loading relay descriptors"
                + "\r\u001b[Ktor [████████████████████████] 100%  Done"
                + "\r\u001b[K");
  }

  @Test
  void fitsTheTerminalWhateverTorSays() {
    try (var bar = new ProgressBar(stream, Style.PLAIN)) {
      bar.show(99, "x".repeat(200) + "\n\u001b[2J");
    }
    String line = shown().split("\u001b\\[K", -1)[1];
    assertThat(line.replace("\r", "")).hasSizeLessThanOrEqualTo(Table.WIDTH).contains(" 99%");
  }

  @Test
  void writesNothingUnlessItIsATerminal() {
    var screen = new Screen(stream, stream, Style.PLAIN, Style.PLAIN, Screen.Stream.PLAIN);
    try (var progress = screen.progress()) {
      progress.show(10, "starting");
    }
    assertThat(shown()).isEmpty();
  }

  @Test
  void noColourWithoutTerminal() {
    var screen = Screen.ofThisProcess(Map.of("NO_COLOR", "1"));
    assertThat(screen.style()).isEqualTo(Style.PLAIN);
    assertThat(screen.errorStyle()).isEqualTo(Style.PLAIN);
  }

  private String shown() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
