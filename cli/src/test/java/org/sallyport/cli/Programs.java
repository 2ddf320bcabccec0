package org.sallyport.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs programs as a user would, with an environment of the test's own, and tells how they ended.
final class Programs {
  private static final long LONGEST_SECONDS = 60;

  private final Path directory;
  private final Map<String, String> environment;

  /// @param directory where their output goes
  /// @param environment the whole environment
  Programs(Path directory, Map<String, String> environment) {
    this.directory = directory;
    this.environment = Map.copyOf(environment);
  }

  /// How a program ended.
  record Ended(int status, String out, String err) {}

  /// A program that runs.
  record Running(Process process, Path out, Path err) {
    Ended await() throws IOException, InterruptedException {
      if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("a program did not end: " + Files.readString(err));
      }
      return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }
  }

  Running start(List<String> commandLine) throws IOException {
    Path out = Files.createTempFile(directory, "out", "");
    Path err = Files.createTempFile(directory, "err", "");
    var builder =
        new ProcessBuilder(commandLine)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return new Running(builder.start(), out, err);
  }

  Ended run(List<String> commandLine) throws IOException, InterruptedException {
    return start(commandLine).await();
  }

  /// The command line of one of our main classes on this JVM's class path.
  static List<String> java(Class<?> main, String... arguments) {
    var line = new ArrayList<String>();
    line.add(System.getProperty("java.home") + "/bin/java");
    line.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-XX:-MaxFDLimit",
            "--enable-native-access=ALL-UNNAMED"));
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    line.addAll(List.of(arguments));
    return line;
  }

  /// Writes an executable file.
  static Path executable(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    return file;
  }
}
