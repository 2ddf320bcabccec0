package org.sallyport.testbed.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.tor.control.ControlConnection;

/// A running tor of the private network and the control connection that owns it.
///
/// tor ends when this JVM does, by three ways: the kernel's parent-death signal, TAKEOWNERSHIP on
/// the control connection, and `__OwningControllerProcess`.
final class NodeProcess implements AutoCloseable {
  private static final Duration COMMAND_DEADLINE = Duration.ofSeconds(20);
  private static final String OUTPUT = "output.log";
  private static final long STOP_SECONDS = 5;
  private static final int LOG_LINES_SHOWN = 5;

  private final String name;
  private final Path directory;
  private final Process process;
  private final ControlConnection control;

  private NodeProcess(String name, Path directory, Process process, ControlConnection control) {
    this.name = name;
    this.directory = directory;
    this.process = process;
    this.control = control;
  }

  /// A tor that has been started but not been spoken to.
  record Starting(String name, Path directory, Process process) {
    /// Connects to its control port and takes ownership. Kills it if that fails.
    NodeProcess own(Deadline deadline) {
      var socket = directory.resolve("control");
      try {
        deadline.await(
            name + " opens its control port", () -> Files.exists(socket) || !process.isAlive());
        if (!process.isAlive()) {
          throw new GatewayException(ErrorKind.UPSTREAM, ended());
        }
        var control = ControlConnection.open(socket, COMMAND_DEADLINE);
        control.authenticateNull();
        control.takeOwnership();
        return new NodeProcess(name, directory, process, control);
      } catch (RuntimeException e) {
        process.destroyForcibly();
        throw e;
      }
    }

    private String ended() {
      return "The node %s of the private Tor network ended at once with status %d. Its last words:"
              .formatted(name, process.exitValue())
          + " "
          + lastWords()
          + " (log: "
          + directory.resolve(OUTPUT)
          + ")";
    }

    private String lastWords() {
      try {
        var lines = Files.readAllLines(directory.resolve(OUTPUT));
        return String.join(
            " / ", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
      } catch (IOException e) {
        return "none";
      }
    }
  }

  /// Starts it.
  static Starting start(String name, Path directory, NodeSpawner spawner) {
    var torrc = directory.resolve("torrc").toString();
    var process =
        spawner.start(
            List.of("tor", "-f", torrc, "--defaults-torrc", "/dev/null", "--hush"),
            directory.resolve(OUTPUT));
    return new Starting(name, directory, process);
  }

  /// The node's nickname, or the client's name.
  String name() {
    return name;
  }

  long pid() {
    return process.pid();
  }

  Path directory() {
    return directory;
  }

  ControlConnection control() {
    return control;
  }

  /// Kills it and what it started, and does not wait.
  void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /// Kills it and waits until it is gone.
  @Override
  public void close() {
    kill();
    control.close();
    try {
      process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
