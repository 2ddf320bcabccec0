package org.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Texts kept in files. `-Dgolden.update=true` rewrites them.
public final class Golden {
  private static final Path ROOT = Path.of("src/test/resources/org/sallyport/cli/golden");

  private Golden() {}

  /// Asserts that the text is the kept one.
  public static void assertKept(String name, String text) {
    Path file = ROOT.resolve(name);
    try {
      if (Boolean.getBoolean("golden.update")) {
        Files.writeString(file, text);
      }
      assertThat(text).as(name).isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
