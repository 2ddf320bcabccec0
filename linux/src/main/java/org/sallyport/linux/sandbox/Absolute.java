package org.sallyport.linux.sandbox;

import java.nio.file.Path;

/// The check that a path means the same thing for everybody.
final class Absolute {
  private Absolute() {}

  /// The path itself, if it is absolute and has no `.` or `..`.
  ///
  /// @throws IllegalArgumentException otherwise
  static Path check(String what, Path path) {
    if (!path.isAbsolute() || !path.equals(path.normalize())) {
      throw new IllegalArgumentException(
          what + ": " + path + " (expected: an absolute path without . and ..)");
    }
    return path;
  }
}
