package org.sallyport.linux.sandbox;

import java.nio.file.Path;
import java.util.List;

/// The program to run, as the user named it.
///
/// @param arguments the program's name or path, then its arguments
/// @param directory where the user stood: the program starts there if it can see the directory, in
///   its home otherwise
public record Program(List<String> arguments, Path directory) {
  public Program {
    arguments = List.copyOf(arguments);
    if (arguments.isEmpty() || arguments.getFirst().isEmpty()) {
      throw new IllegalArgumentException("program: nothing (expected: a name)");
    }
    Path _ = Absolute.check("directory", directory);
  }
}
