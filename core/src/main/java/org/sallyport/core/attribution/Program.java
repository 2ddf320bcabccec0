package org.sallyport.core.attribution;

import org.jspecify.annotations.Nullable;

/// What a process runs: an executable, or the script that an interpreter runs. Two processes run
/// the same program exactly when both parts are equal.
///
/// Paths are those that the process itself sees. The text form is scrubbed: a path may tell what
/// somebody does.
///
/// @param executable the absolute path of the executable
/// @param script what the interpreter runs: the absolute path of the script, or words such as
///   `module NAME`; null for a program that is no interpreter, or an interpreter without a script
public record Program(String executable, @Nullable String script) {
  public Program {
    if (!executable.startsWith("/")) {
      throw new IllegalArgumentException("executable: [scrubbed] (expected: an absolute path)");
    }
  }

  @Override
  public String toString() {
    return "Program[[scrubbed]]";
  }
}
