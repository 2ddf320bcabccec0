package org.sallyport.linux.attribution;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The text forms of `/proc/PID/cmdline` and `/proc/PID/stat`, which a process may fill with
/// anything.
final class CommandLine {
  private CommandLine() {}

  /// The arguments, each of which ends with a NUL; a last one without NUL is cut off and counts.
  static List<String> split(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.isEmpty()) {
      return List.of();
    }
    String whole = text.endsWith("\0") ? text.substring(0, text.length() - 1) : text;
    return List.copyOf(Arrays.asList(whole.split("\0", -1)));
  }

  /// A number of `stat`, counted from 0 after the program's name, which stands in parentheses and
  /// may contain anything.
  static Optional<Long> statField(String stat, int field) {
    int end = stat.lastIndexOf(')');
    if (end < 0) {
      return Optional.empty();
    }
    String[] fields = stat.substring(end + 1).strip().split(" ", -1);
    if (field >= fields.length || !fields[field].matches("[0-9]{1,18}")) {
      return Optional.empty();
    }
    return Optional.of(Long.valueOf(fields[field]));
  }
}
