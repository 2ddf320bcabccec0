package org.sallyport.testbed.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Sallyport as one account has it: the launcher of this checkout, directories of its own under
/// `/tmp`, a gateway on a private Tor network. Closing it stops the gateway and removes them.
final class Deployment implements AutoCloseable {
  /// How long one command may take; a launch waits for nothing, a start for the network's
  /// bootstrap.
  static final Duration LIMIT = Duration.ofSeconds(90);

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Account account;
  private final Path home;
  private final List<String> launcher;

  private Deployment(Account account, Path home) {
    this.account = account;
    this.home = home;
    this.launcher = List.of(checkout().resolve("sallyport").toString());
  }

  /// The root of the checkout that the build runs in.
  static Path checkout() {
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

  /// Directories for the account, nothing started.
  static Deployment of(Account account) {
    try {
      Path home = Files.createTempDirectory(Path.of("/tmp"), "sallyport-e2e-");
      if (account == Account.USER) {
        Files.setAttribute(home, "unix:uid", Account.USER_UID);
        Files.setAttribute(home, "unix:gid", Account.USER_UID);
      }
      return new Deployment(account, home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Directories for the account, and a gateway that is open.
  ///
  /// @param options what `sallyport up` is given besides the network
  static Deployment up(Account account, String... options) {
    var deployment = of(account);
    try {
      var command = new ArrayList<>(List.of("up", "--detach"));
      command.addAll(List.of(options));
      Outcome outcome = deployment.sallyport(command);
      if (outcome.status() != 0) {
        throw new AssertionError("up failed: " + outcome + "\n" + deployment.log());
      }
      return deployment;
    } catch (RuntimeException | Error e) {
      deployment.close();
      throw e;
    }
  }

  /// Runs `sallyport COMMAND --network testnet …`.
  Outcome sallyport(List<String> command) {
    return Outcome.of(commandLine(command), environment(), LIMIT);
  }

  /// Runs a program as application `app` of the default workstation.
  Outcome run(String app, String... program) {
    return sallyport(runCommand(List.of("--app", app), program));
  }

  /// Starts a program as application `app` and does not wait for it.
  Process start(String app, String... program) {
    try {
      return Outcome.start(commandLine(runCommand(List.of("--app", app), program)), environment());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Runs a program with options of `run`.
  Outcome runWith(List<String> options, String... program) {
    return sallyport(runCommand(options, program));
  }

  /// Runs a command with `--json` and parses what it prints.
  JsonNode json(String... command) {
    var line = new ArrayList<>(List.of(command));
    line.add("--json");
    Outcome outcome = sallyport(line);
    if (outcome.status() != 0) {
      throw new AssertionError(line + " failed: " + outcome);
    }
    return JSON.readTree(outcome.out());
  }

  private static List<String> runCommand(List<String> options, String... program) {
    var command = new ArrayList<>(List.of("run"));
    command.addAll(options);
    command.add("--");
    command.addAll(List.of(program));
    return command;
  }

  private List<String> commandLine(List<String> command) {
    var line = new ArrayList<>(account.prefix());
    line.addAll(launcher);
    line.add(command.getFirst());
    line.addAll(List.of("--network", "testnet"));
    line.addAll(command.subList(1, command.size()));
    return line;
  }

  private Map<String, String> environment() {
    return Map.of("SALLYPORT_HOME", home.toString(), "HOME", home.toString());
  }

  /// The directory that everything of this deployment lies in.
  Path home() {
    return home;
  }

  /// The account that it belongs to.
  Account account() {
    return account;
  }

  /// The gateway's log, for the message of a failing test.
  String log() {
    try {
      Path log = home.resolve("run/testnet/gateway.log");
      return Files.exists(log) ? Files.readString(log) : "(no log)";
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }

  @Override
  public void close() {
    sallyport(List.of("down"));
    try (var files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return account.toString();
  }
}
