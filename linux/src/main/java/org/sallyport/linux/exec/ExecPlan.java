package org.sallyport.linux.exec;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What a process becomes: program and arguments, the whole environment, and files to hand over.
///
/// @param arguments the command line; the first is the program's absolute path
/// @param environment all variables of the new program, nothing is inherited
/// @param files files that are opened for reading, by the descriptor number that the command line
///   mentions; numbers from [#LOWEST_DESCRIPTOR] on, because the JVM uses the low ones
public record ExecPlan(
    List<String> arguments, Map<String, String> environment, Map<Integer, Path> files) {
  /// The lowest descriptor that may be handed over.
  public static final int LOWEST_DESCRIPTOR = 200;

  public ExecPlan {
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
    files = Map.copyOf(files);
    if (arguments.isEmpty() || !arguments.getFirst().startsWith("/")) {
      throw new IllegalArgumentException(
          "arguments: " + arguments + " (expected: an absolute program path first)");
    }
    for (int descriptor : files.keySet()) {
      if (descriptor < LOWEST_DESCRIPTOR) {
        throw new IllegalArgumentException(
            "descriptor: " + descriptor + " (expected: at least " + LOWEST_DESCRIPTOR + ")");
      }
    }
    for (String name : environment.keySet()) {
      if (name.isEmpty() || name.contains("=")) {
        throw new IllegalArgumentException("variable: " + name + " (expected: a name without =)");
      }
    }
  }
}
