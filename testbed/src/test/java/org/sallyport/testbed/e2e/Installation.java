package org.sallyport.testbed.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A checkout of its own with this build's jars, below `/tmp`, where every account may read it. The
/// launcher in it is the real one and makes its build as it always does, except that its Maven only
/// hands out the jars that are there already.
///
/// Made once per test run and removed when the JVM ends.
final class Installation {
  private static final Duration BUILD_LIMIT = Duration.ofMinutes(2);
  private static final String MAVEN =
      """
      #!/bin/sh
      cd "$(dirname "$0")" && mkdir -p testbed/target/lib && cp jars/*.jar testbed/target/lib/
      """;

  private static final Installation THIS_RUN = new Installation();

  private final Path root;

  private Installation() {
    try {
      root = Files.createTempDirectory(Path.of("/tmp"), "sallyport-install-");
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> remove(root)));
      Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
      fill();
      Outcome.of(List.of(launcher(), "--version"), Map.of(), BUILD_LIMIT).assertOk();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The installation of this test run.
  static Installation ofThisRun() {
    return THIS_RUN;
  }

  /// The launcher's path.
  String launcher() {
    return root.resolve("sallyport").toString();
  }

  private void fill() throws IOException {
    Path checkout = checkout();
    Files.createDirectories(root.resolve(".mvn"));
    for (String file : List.of("sallyport", "pom.xml", ".mvn/jdk.sh", ".mvn/packages.sh")) {
      Files.copy(checkout.resolve(file), root.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
    }
    Files.writeString(root.resolve("mvnw"), MAVEN);
    Files.setPosixFilePermissions(
        root.resolve("mvnw"), PosixFilePermissions.fromString("rwxr-xr-x"));
    Path jars = Files.createDirectory(root.resolve("jars"));
    for (Path jar : jarsOf(checkout)) {
      Files.copy(jar, jars.resolve(jar.getFileName()));
    }
  }

  /// What the package phase of this build has put together; without one, what the launcher built.
  private static List<Path> jarsOf(Path checkout) throws IOException {
    Path packaged = checkout.resolve("testbed/target/lib");
    if (Files.isDirectory(packaged)) {
      return Stream.concat(
              jarsIn(packaged).stream(),
              jarsIn(checkout.resolve("testbed/target")).stream()
                  .filter(jar -> jar.getFileName().toString().startsWith("sallyport-testbed-")))
          .toList();
    }
    Path dist = checkout.resolve("target/dist");
    String current = Files.readString(dist.resolve("current")).strip();
    return jarsIn(dist.resolve(current).resolve("lib"));
  }

  private static List<Path> jarsIn(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".jar")).toList();
    }
  }

  /// The root of the checkout that the build runs in.
  private static Path checkout() {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.exists(here.resolve("sallyport"))) {
      Path parent = here.getParent();
      if (parent == null) {
        throw new AssertionError("the tests must run inside a checkout");
      }
      here = parent;
    }
    return here;
  }

  /// Removes a directory with everything in it.
  static void remove(Path directory) {
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
