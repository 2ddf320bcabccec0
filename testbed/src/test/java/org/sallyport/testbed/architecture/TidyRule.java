package org.sallyport.testbed.architecture;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// A rule about sources that a machine can check.
///
/// @param name how `tidy-exceptions.txt` calls it
/// @param says what it asks for, shown when it is broken
/// @param violations the places in the sources where it is broken, each named without line numbers,
///   so that the name stays when the file changes
record TidyRule(String name, String says, Function<List<SourceFile>, Stream<String>> violations) {

  /// A rule that looks at one source at a time.
  static TidyRule perFile(
      String name, String says, Function<SourceFile, Stream<String>> violations) {
    return new TidyRule(name, says, sources -> sources.stream().flatMap(violations));
  }

  @Override
  public String toString() {
    return name;
  }
}
