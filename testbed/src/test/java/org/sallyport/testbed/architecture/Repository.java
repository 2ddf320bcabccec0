package org.sallyport.testbed.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The files of the checkout that the tests run in.
final class Repository {
  /// The modules, in the order in which they are built.
  static final List<String> MODULES =
      List.of("core", "tor", "dataplane", "linux", "api", "gateway", "cli", "testbed");

  private static final Path ROOT = root();

  private Repository() {}

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      Path parent = folder.getParent();
      if (parent == null) {
        throw new AssertionError("no folder above the working directory has an mvnw");
      }
      folder = parent;
    }
    return folder;
  }

  /// A file by its path from the root.
  static Path file(String path) {
    return ROOT.resolve(path);
  }

  /// The text of a file by its path from the root.
  static String text(String path) {
    try {
      return Files.readString(file(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Paths from the root of all files below a folder that the predicate takes; none when there is
  /// no such folder.
  static List<String> filesBelow(String folder, Predicate<String> wanted) {
    if (!Files.isDirectory(file(folder))) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(file(folder))) {
      return files
          .filter(Files::isRegularFile)
          .map(path -> ROOT.relativize(path).toString())
          .filter(wanted)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
