package org.sallyport.tor.control;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// One line for tor, checked so that it can only ever be one command.
///
/// Laws: no CR, LF or NUL and no character above U+00FF is ever sent, so no argument can start a
/// second command; a line is at most [#MAX_BYTES] long.
record CommandLine(String text) {
  /// tor reads longer lines too; nothing we send comes near.
  static final int MAX_BYTES = 65_536;

  CommandLine {
    requireSafe(text);
    if (text.isBlank() || text.charAt(0) == ' ') {
      throw new IllegalArgumentException("command: empty (expected: a keyword first)");
    }
    if (text.length() > MAX_BYTES) {
      throw new IllegalArgumentException(
          "command: %d bytes (expected: at most %d)".formatted(text.length(), MAX_BYTES));
    }
  }

  /// Joins a keyword and arguments. Arguments that may hold blanks must come quoted
  /// ([QuotedString#encode]).
  static CommandLine of(String keyword, List<String> arguments) {
    return arguments.isEmpty()
        ? new CommandLine(keyword)
        : new CommandLine(keyword + " " + String.join(" ", arguments));
  }

  /// The command's name alone: what may stand in messages.
  String keyword() {
    int blank = text.indexOf(' ');
    return blank < 0 ? text : text.substring(0, blank);
  }

  byte[] bytes() {
    return (text + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  /// Refuses what could break out of a line.
  static void requireSafe(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\r' || c == '\n' || c == 0 || c > 0xff) {
        throw new IllegalArgumentException(
            "control argument: character U+%04X at %d (expected: no CR, LF, NUL; latin-1 only)"
                .formatted((int) c, i));
      }
    }
  }

  @Override
  public String toString() {
    return keyword();
  }
}
