package org.sallyport.linux.sandbox;

import java.util.ArrayList;
import java.util.List;

/// Who gets the signals that the user types. `^C` goes to every process of the terminal's job, and
/// `bwrap` is one of them: it would end, and take an application with it that has its own use for
/// `^C`, such as an interpreter at its prompt. So it ignores SIGINT and SIGQUIT, and the
/// application finds them as usual.
///
/// A consequence: SIGINT sent to the launcher's process alone does nothing. SIGTERM ends it, and
/// the application with it.
final class KeyboardSignals {
  /// The signals, without `SIG`.
  static final List<String> NAMES = List.of("INT", "QUIT");

  private static final String ALL = String.join(",", NAMES);

  /// What the command line that must survive them begins with.
  static final List<String> IGNORE = List.of("/usr/bin/env", "--ignore-signal=" + ALL, "--");

  private static final List<String> RESTORE =
      List.of("/usr/bin/env", "--default-signal=" + ALL, "--");

  /// `env` takes a program with this in its name for a variable.
  private static final String ASSIGNMENT = "=";

  private static final List<String> AS_IT_IS = List.of("/bin/sh", "-c", "exec \"$0\" \"$@\"");

  private KeyboardSignals() {}

  /// The application's command line with the signals as they usually are.
  static List<String> restoredFor(List<String> program) {
    List<String> line = new ArrayList<>(RESTORE);
    if (program.getFirst().contains(ASSIGNMENT)) {
      line.addAll(AS_IT_IS);
    }
    line.addAll(program);
    return line;
  }
}
