package org.sallyport.cli.wrap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sallyport.api.wrap.WrappedCommand;

/// The text of a shim: a script with the command, its program and the list's place in it. Whatever
/// else is in its directory is foreign and stays as it is.
final class Shim {
  private static final String MARK = "# A shim of sallyport;";
  private static final int MOST_BYTES = 16 << 10;

  private Shim() {}

  /// The script for a command.
  ///
  /// @param list where the list is; quoted for the script
  static String text(WrappedCommand command, Path list) {
    return template()
        .replace("@NAME@", command.name().text())
        .replace("@PROGRAM@", command.executable().toString())
        .replace("@LIST@", list.toString().replace("\\", "\\\\").replace("'", "\\'"));
  }

  /// Whether a file is one of ours.
  static boolean isOurs(Path file) {
    try {
      return Files.isRegularFile(file)
          && Files.size(file) <= MOST_BYTES
          && Files.readString(file, StandardCharsets.ISO_8859_1)
              .lines()
              .skip(1)
              .findFirst()
              .filter(line -> line.startsWith(MARK))
              .isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  private static String template() {
    try (var resource = Shim.class.getResourceAsStream("shim")) {
      if (resource == null) {
        throw new IllegalStateException("shim: absent (expected: in the program's own archive)");
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
