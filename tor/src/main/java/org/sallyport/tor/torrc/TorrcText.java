package org.sallyport.tor.torrc;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Checks of what goes into a torrc: nothing can begin a second line or a comment.
final class TorrcText {
  /// `sun_path` has 108 bytes with its final NUL (unix(7)).
  static final int MAX_SOCKET_PATH_BYTES = 107;

  private TorrcText() {}

  /// A line as it stands: printable, no line break, no continuation by a final backslash.
  static String line(String what, String line) {
    if (line.isBlank() || line.endsWith("\\") || line.chars().anyMatch(TorrcText::isControl)) {
      throw new IllegalArgumentException(
          what + ": not one line (expected: printable text that does not end in a backslash)");
    }
    return line;
  }

  /// An absolute path that needs no escape inside double quotes.
  static Path path(String what, Path path) {
    String text = path.toString();
    boolean odd = text.chars().anyMatch(c -> isControl(c) || c == '"' || c == '\\' || c == '#');
    if (!path.isAbsolute() || odd) {
      throw new IllegalArgumentException(
          "%s: %s (expected: an absolute path without quote, backslash, '#', control characters)"
              .formatted(what, path));
    }
    return path;
  }

  /// A path that a socket can be bound to.
  static Path socket(String what, Path path) {
    if (path.toString().getBytes(StandardCharsets.UTF_8).length > MAX_SOCKET_PATH_BYTES) {
      throw new IllegalArgumentException(
          "%s: %s (expected: at most %d bytes, the limit of a unix socket; use a shorter folder)"
              .formatted(what, path, MAX_SOCKET_PATH_BYTES));
    }
    return path(what, path);
  }

  private static boolean isControl(int c) {
    return c < 0x20 || c == 0x7f;
  }
}
