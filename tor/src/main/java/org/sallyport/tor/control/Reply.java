package org.sallyport.tor.control;

import java.util.List;

/// One complete message from tor: its lines in order, data blocks attached to their lines.
///
/// The status is that of the last line (the `EndReplyLine`). Text may hold destinations; never log
/// a reply at INFO or above.
public record Reply(List<Line> lines) {
  private static final int ASYNCHRONOUS = 6;

  public Reply {
    lines = List.copyOf(lines);
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("reply: no line (expected: at least one)");
    }
  }

  /// One line: status, text behind the separator, and its data block without the final newline
  /// (lines joined by `\n`), or "" if it has none.
  public record Line(int status, String text, String data) {}

  public int status() {
    return lines.getLast().status();
  }

  /// True for 2xx.
  public boolean isSuccess() {
    return status() / 100 == 2;
  }

  /// True for 6xx: an event, no answer to a command.
  boolean isAsynchronous() {
    return lines.getFirst().status() / 100 == ASYNCHRONOUS;
  }

  /// The text of the first line.
  public String text() {
    return lines.getFirst().text();
  }

  /// The value of `key` in an answer to GETINFO or GETCONF: what follows `key=`, or the data block
  /// of that line. "" if the key is absent or empty.
  public String value(String key) {
    for (Line line : lines) {
      String text = line.text();
      if (text.length() > key.length()
          && text.charAt(key.length()) == '='
          && text.regionMatches(true, 0, key, 0, key.length())) {
        return line.data().isEmpty() ? text.substring(key.length() + 1) : line.data();
      }
    }
    return "";
  }

  @Override
  public String toString() {
    return "Reply[" + status() + ", " + lines.size() + " lines]";
  }
}
