package org.sallyport.testbed.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/// A JVM that runs in a [Lab]. Its output is kept in a file and passed on when it ends.
///
/// Law: after [#close] nothing that it started runs, and its directory is gone. Which processes
/// those are is told by the network namespace that they share, so a process that lost its parent is
/// found too ([#processes]).
public final class LabRun implements AutoCloseable {
  private static final Duration NAMESPACE_DEADLINE = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(10);

  private static final Path NONE = Path.of("");

  private final Process process;
  private final Path directory;
  private final Path output;
  private final Path namespace;

  /// How a run ended.
  ///
  /// @param status its exit status
  /// @param output all that it wrote
  public record Result(int status, String output) {
    /// Fails the test with the run's own output unless it ended with 0.
    public Result mustSucceed() {
      if (status != 0) {
        throw new AssertionError("the body ended with status " + status + ":\n" + output);
      }
      return this;
    }
  }

  private LabRun(Process process, Path directory, Path output) throws IOException {
    this.process = process;
    this.directory = directory;
    this.output = output;
    this.namespace = awaitNamespace(process, output);
  }

  static LabRun start(Lab lab, Class<?> body, List<String> arguments) throws IOException {
    var directory =
        Files.createTempDirectory(
            Path.of("/tmp"),
            "lab",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    var home = Files.createDirectory(directory.resolve("h"));
    Files.setAttribute(home, "unix:uid", (int) lab.uid());
    Files.setAttribute(home, "unix:gid", (int) lab.uid());
    var output = directory.resolve("output");
    var command = new ArrayList<>(lab.prefix());
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:-UsePerfData",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            LabClassPath.copyTo(Files.createDirectory(directory.resolve("cp"))),
            body.getName(),
            home.toString()));
    command.addAll(arguments);
    var process =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    return new LabRun(process, directory, output);
  }

  /// The JVM's process id: `unshare` replaced itself by it.
  public long pid() {
    return process.pid();
  }

  /// What it has written so far.
  public String output() {
    try {
      return Files.readString(output, UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + output, e);
    }
  }

  /// Waits for its end.
  public Result await(Duration deadline) {
    try {
      if (!process.waitFor(deadline.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new IllegalStateException("the body has not ended in time:\n" + output());
      }
      return new Result(process.exitValue(), output());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the body ran", e);
    }
  }

  /// Waits until it has written the text; fails at once if it ends before.
  public void awaitOutput(String text, Duration deadline) {
    waiting(deadline)
        .failFast("the body has ended: " + output, () -> !process.isAlive())
        .until(() -> output().contains(text));
  }

  /// `kill -9`.
  public void kill() {
    process.destroyForcibly();
  }

  /// The processes in its network namespace, the JVM too.
  public List<ProcessHandle> processes() {
    return ProcessHandle.allProcesses()
        .filter(p -> namespace.equals(namespaceOf(p.pid())))
        .toList();
  }

  /// Waits until nothing that it started runs any more.
  public void awaitNoProcess(Duration deadline) {
    waiting(deadline).until(() -> processes().isEmpty());
  }

  /// Kills what is left and removes the directory.
  @Override
  public void close() {
    process.destroyForcibly();
    processes().forEach(ProcessHandle::destroyForcibly);
    awaitNoProcess(NAMESPACE_DEADLINE);
    LabClassPath.remove(directory);
  }

  private static Path awaitNamespace(Process process, Path output) throws IOException {
    var own = namespaceOf(ProcessHandle.current().pid());
    waiting(NAMESPACE_DEADLINE)
        .until(() -> {
          var its = namespaceOf(process.pid());
          return !process.isAlive() || !(its.equals(own) || its.equals(NONE));
        });
    if (!process.isAlive()) {
      throw new IOException(
          "it ended at once; is unprivileged unshare allowed? " + Files.readString(output));
    }
    return namespaceOf(process.pid());
  }

  private static Path namespaceOf(long pid) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/" + pid + "/ns/net"));
    } catch (IOException e) {
      return NONE;
    }
  }

  private static ConditionFactory waiting(Duration deadline) {
    return Awaitility.await().atMost(deadline).pollInterval(POLL).pollDelay(Duration.ZERO);
  }
}
