package org.sallyport.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Sallyport as one account has it: a launcher that it may read, directories of its own under
/// `/tmp`, a gateway on a private Tor network. Closing it stops the gateway, checks that nothing of
/// it is left on the machine, and removes the directories.
final class Deployment implements AutoCloseable {
  /// How long one command may take; a launch waits for nothing, a start for the network's
  /// bootstrap.
  static final Duration LIMIT = Duration.ofSeconds(90);

  /// Words that have commands below them, which take the options.
  private static final List<String> GROUPS = List.of("firewall", "workstation");

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Account account;
  private final Path home;
  private final Map<String, String> environment = new HashMap<>();

  private Deployment(Account account, Path home) {
    this.account = account;
    this.home = home;
    environment.put("SALLYPORT_HOME", home.toString());
    environment.put("HOME", home.toString());
    if (account == Account.USER) {
      environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
    }
  }

  /// Directories for the account, nothing started.
  static Deployment of(Account account) {
    try {
      var deployment =
          new Deployment(account, Files.createTempDirectory(Path.of("/tmp"), "sallyport-e2e-"));
      deployment.own(deployment.home);
      return deployment;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Directories for the account, and a gateway that is open.
  static Deployment up(Account account) {
    return of(account).up();
  }

  /// Starts the gateway.
  Deployment up() {
    try {
      Outcome outcome = sallyport("up", "--detach");
      assertThat(outcome.status()).as("%s\n%s", outcome, log()).isZero();
      return this;
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /// The same with one more variable in every command's environment.
  Deployment with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /// The same with a configuration file.
  Deployment configured(String text) {
    try {
      own(Files.writeString(home.resolve("sallyport.toml"), text));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Runs `sallyport COMMAND --network testnet …`.
  Outcome sallyport(String... command) {
    return Outcome.of(commandLine(List.of(command)), environment, LIMIT);
  }

  /// Runs `sallyport demo`, which has a network of its own.
  Outcome demo(String... options) {
    var line = as(List.of(Installation.ofThisRun().launcher(), "demo"));
    line.addAll(List.of(options));
    return Outcome.of(line, environment, LIMIT.multipliedBy(2));
  }

  /// Runs `sallyport leaktest`, which has a network and a gateway of its own.
  Outcome leaktest(String... options) {
    var line = as(List.of(Installation.ofThisRun().launcher(), "leaktest"));
    line.addAll(List.of(options));
    return Outcome.of(line, environment, LIMIT.multipliedBy(4));
  }

  /// Runs the same command line as the argument of another.
  Outcome wrapped(List<String> wrapper, List<String> command) {
    var line = new ArrayList<>(wrapper);
    line.addAll(line(command));
    return Outcome.of(as(line), environment, LIMIT);
  }

  /// Puts shims before commands: `sallyport wrap add`.
  void wrap(List<String> commands) {
    String launcher = Installation.ofThisRun().launcher();
    sh(launcher + " wrap add " + String.join(" ", commands) + " --network testnet").assertOk();
  }

  /// Runs a shell line as the account does, with the shims before everything else.
  Outcome shell(String line) {
    return sh("cd; PATH=%s/bin:/usr/bin:/bin:/usr/sbin; %s".formatted(home, line));
  }

  private Outcome sh(String line) {
    return Outcome.of(as(List.of("/bin/sh", "-c", line)), environment, LIMIT);
  }

  /// Starts `sallyport COMMAND --network testnet …` and does not wait for it.
  Running begin(List<String> command) {
    return Running.start(commandLine(command), environment);
  }

  /// Runs a program as application `app` of the default workstation.
  Outcome run(String app, String... program) {
    return runWith(List.of("--app", app), program);
  }

  /// Runs a program with options of `run`.
  Outcome runWith(List<String> options, String... program) {
    Running running = startWith(options, program);
    running.endInput();
    return running.outcome(LIMIT);
  }

  /// Starts a program as application `app` and does not wait for it.
  Running start(String app, String... program) {
    return startWith(List.of("--app", app), program);
  }

  /// Starts a program with options of `run` and does not wait for it.
  Running startWith(List<String> options, String... program) {
    return Running.start(as(runLine(options, List.of(program))), environment);
  }

  /// The command line that runs a program, as the account would write it.
  List<String> runLine(List<String> options, List<String> program) {
    var command = new ArrayList<>(List.of("run"));
    command.addAll(options);
    command.add("--");
    command.addAll(program);
    return line(command);
  }

  /// Runs a command with `--json` and parses what it prints; `status` may tell of any state.
  JsonNode json(String... command) {
    var line = new ArrayList<>(List.of(command));
    line.add("--json");
    Outcome outcome = Outcome.of(commandLine(line), environment, LIMIT);
    assertThat(outcome.status()).as("%s", outcome).isIn(0, 20, 21, 22);
    return JSON.readTree(outcome.out());
  }

  /// Waits until a command with `--json` prints what is expected.
  void awaitJson(List<String> command, Predicate<JsonNode> expected) {
    await(command + " is as expected")
        .atMost(LIMIT)
        .until(() -> expected.test(json(command.toArray(String[]::new))));
  }

  /// What `testnet.json` says of the private world; half a second old at most.
  JsonNode facts() {
    try {
      return JSON.readTree(Files.readString(runtime().resolve("testnet.json")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The gateway's process.
  ProcessHandle gateway() {
    long pid = json("status").get("pid").longValue();
    return ProcessHandle.of(pid).orElseThrow();
  }

  /// A command line as this account runs it.
  List<String> as(List<String> command) {
    var line = new ArrayList<>(account.prefix());
    line.addAll(command);
    return line;
  }

  /// Gives a file to the account.
  Path own(Path file) {
    try {
      if (account == Account.USER) {
        Files.setAttribute(file, "unix:uid", Account.USER_UID);
        Files.setAttribute(file, "unix:gid", Account.USER_UID);
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> commandLine(List<String> command) {
    return as(line(command));
  }

  private static List<String> line(List<String> command) {
    var line = new ArrayList<String>();
    line.add(Installation.ofThisRun().launcher());
    int words = GROUPS.contains(command.getFirst()) ? 2 : 1;
    line.addAll(command.subList(0, words));
    line.addAll(List.of("--network", "testnet"));
    line.addAll(command.subList(words, command.size()));
    return line;
  }

  /// The directory that everything of this deployment lies in.
  Path home() {
    return home;
  }

  /// The gateway's runtime directory.
  Path runtime() {
    return home.resolve("run/testnet");
  }

  /// The account that it belongs to.
  Account account() {
    return account;
  }

  /// What the commands get in their environment.
  Map<String, String> environment() {
    return Map.copyOf(environment);
  }

  /// The gateway's log, for the message of a failing test.
  String log() {
    try {
      Path log = runtime().resolve("gateway.log");
      return Files.exists(log) ? Files.readString(log) : "(no log)";
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }

  @Override
  public void close() {
    Outcome down = sallyport("down");
    try {
      assertThat(down.status()).as("%s\n%s", down, log()).isIn(0, 7);
      var traces = new Traces(home);
      await("nothing of the deployment is left")
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(() -> assertThat(traces.all()).isEmpty());
    } finally {
      Installation.remove(home);
    }
  }

  @Override
  public String toString() {
    return account.toString();
  }
}
