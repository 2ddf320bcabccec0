package org.sallyport.tor.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// How tor is run: a command that drops privileges first (may be empty), and tor's program.
///
/// tor sees an environment of our own making, with `PATH` alone, and no defaults file.
public record TorCommand(List<String> prefix, Path program) {
  private static final String SEARCH_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  private static final Duration SHORT_RUN = Duration.ofSeconds(20);

  public TorCommand {
    prefix = List.copyOf(prefix);
  }

  /// What a run to its end gave.
  private record Outcome(int status, LogTail output) {}

  /// The version of the program.
  ///
  /// @throws GatewayException `MISSING_PREREQUISITE` if it is too old or is not tor
  public TorVersion requireVersion() {
    var outcome = run("ask tor for its version", List.of("--version"));
    var output = String.join("\n", outcome.output().lines());
    var version =
        TorVersion.parse(output)
            .orElseThrow(() ->
                new GatewayException(
                    ErrorKind.MISSING_PREREQUISITE,
                    ("%s does not say which tor it is, but: %s; install tor %s or newer,"
                            + " where tor's user can start it")
                        .formatted(program, outcome.output().reason(), TorVersion.OLDEST)));
    if (version.compareTo(TorVersion.OLDEST) < 0) {
      throw new GatewayException(
          ErrorKind.MISSING_PREREQUISITE,
          ("%s is tor %s, and the gateway needs %s or newer; install a newer tor, for example from"
                  + " deb.torproject.org or your distribution's security updates")
              .formatted(program, version, TorVersion.OLDEST));
    }
    return version;
  }

  /// Lets tor check a configuration file.
  ///
  /// @throws GatewayException `CONFIGURATION` with tor's own complaint
  public void verify(Path torrc) {
    var arguments = new ArrayList<>(configuration(torrc));
    arguments.add("--verify-config");
    var outcome = run("let tor check " + torrc, arguments);
    if (outcome.status() != 0) {
      throw new GatewayException(
          ErrorKind.CONFIGURATION,
          "tor refuses its configuration %s: %s; correct the [tor] settings"
              .formatted(torrc, outcome.output().reason()));
    }
  }

  /// Starts tor with a configuration file.
  public TorProcess start(Path torrc) {
    return new TorProcess(spawn("start tor", configuration(torrc)));
  }

  private static List<String> configuration(Path torrc) {
    return List.of("-f", torrc.toString(), "--defaults-torrc", "/dev/null");
  }

  private Outcome run(String purpose, List<String> arguments) {
    var process = spawn(purpose, arguments);
    var tail = new LogTail();
    var reader = drain(process, tail);
    try {
      if (!process.waitFor(SHORT_RUN.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new GatewayException(
            ErrorKind.TIMEOUT,
            "cannot %s: %s did not end within %d s; the machine is overloaded or the program hangs"
                .formatted(purpose, program, SHORT_RUN.toSeconds()));
      }
      reader.join(SHORT_RUN);
      return new Outcome(process.exitValue(), tail);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatewayException(ErrorKind.UPSTREAM, "interrupted: cannot " + purpose, e);
    } finally {
      process.destroyForcibly();
    }
  }

  private Process spawn(String purpose, List<String> arguments) {
    var argv = new ArrayList<>(prefix);
    argv.add(program.toString());
    argv.addAll(arguments);
    var builder = new ProcessBuilder(argv).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("PATH", SEARCH_PATH);
    try {
      var process = builder.start();
      process.getOutputStream().close();
      return process;
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.MISSING_PREREQUISITE,
          "cannot %s: %s; install tor %s or newer"
              .formatted(purpose, e.getMessage(), TorVersion.OLDEST),
          e);
    }
  }

  /// Reads all that `process` writes, until it ends.
  static Thread drain(Process process, LogTail tail) {
    return Thread.ofVirtual()
        .name("tor-output")
        .start(() -> {
          try (var reader =
              new BufferedReader(
                  new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
              tail.add(line);
            }
          } catch (IOException e) {
            tail.add("[warn] tor's output cannot be read: " + e.getMessage());
          }
        });
  }
}
