package org.sallyport.linux.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A text that is kept under `src/test/resources/golden`; `-Dgolden.update=true` rewrites it.
public final class GoldenFile {
  private static final Path DIRECTORY = Path.of("src/test/resources/golden");

  private GoldenFile() {}

  /// Compares the text with the kept one.
  public static void check(String name, String text) throws IOException {
    Path file = DIRECTORY.resolve(name);
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }
    assertThat(text).isEqualTo(Files.readString(file));
  }
}
