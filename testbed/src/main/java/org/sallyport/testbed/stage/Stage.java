package org.sallyport.testbed.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.sallyport.api.AdminReply;
import org.sallyport.api.AdminRequest;
import org.sallyport.api.client.AdminClient;
import org.sallyport.api.location.Network;
import org.sallyport.api.location.RuntimeLocation;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Where a demonstration or a leak test takes place: a gateway on a private network in throw-away
/// directories, used through the launcher as a user would. Closing it leaves nothing behind.
///
/// Safe for any thread.
public final class Stage implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final long LOOK_AGAIN_MILLIS = 50;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String launcher;
  private final Path home;
  private final Costume costume;
  private final RuntimeLocation location;

  private Stage(String launcher, Path home, Costume costume) {
    this.launcher = launcher;
    this.home = home;
    this.costume = costume;
    this.location =
        new RuntimeLocation(
            Network.TESTNET,
            home.resolve("run/testnet"),
            home.resolve("state/testnet"),
            home.resolve("sallyport.toml"));
  }

  /// How commands are run.
  ///
  /// @param prefix what their command lines begin with
  /// @param environment variables besides this process's own
  public record Costume(List<String> prefix, Map<String, String> environment) {
    /// As this process is.
    public static final Costume PLAIN = new Costume(List.of(), Map.of());

    public Costume {
      prefix = List.copyOf(prefix);
      environment = Map.copyOf(environment);
    }
  }

  /// Makes the directories; nothing is started yet.
  ///
  /// @param launcher the path of `./sallyport`
  /// @param room where the directory is made, with the purpose as the beginning of its name
  public static Stage at(String launcher, Path room, Costume costume) {
    try {
      var home =
          Files.createTempDirectory(
              room.toAbsolutePath().getParent(), String.valueOf(room.getFileName()));
      return new Stage(launcher, home, costume);
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.STORAGE,
          "Cannot make a directory like "
              + room
              + ": "
              + e.getMessage()
              + ". Check that it is writable and has room.",
          e);
    }
  }

  /// Runs `sallyport COMMAND --network testnet …` to its end.
  public Outcome sallyport(List<String> command) {
    return execute(line(command));
  }

  /// Starts `sallyport COMMAND --network testnet …`; its input and output are the caller's.
  public Process start(List<String> command) {
    return begin(line(command), Errors.APART);
  }

  /// The same by a command line that is changed first.
  public Process start(List<String> command, UnaryOperator<List<String>> change) {
    return begin(change.apply(line(command)), Errors.APART);
  }

  private List<String> line(List<String> command) {
    var line = new ArrayList<>(costume.prefix());
    line.addAll(List.of(launcher, command.getFirst(), "--network", "testnet"));
    line.addAll(command.subList(1, command.size()));
    return line;
  }

  /// Runs a program in a workstation, as `sallyport run` does for a user.
  public Outcome run(Actor actor, String... program) {
    var command =
        new ArrayList<>(
            List.of("run", "--workstation", actor.workstation(), "--app", actor.name(), "--"));
    command.addAll(List.of(program));
    return sallyport(command);
  }

  /// Runs a program beside the workstations, in the network that tor itself uses: unprotected.
  public Outcome outside(String... program) {
    String process = "/proc/" + status().pid();
    var line = new ArrayList<>(List.of("nsenter"));
    if (!Files.isWritable(Path.of("/proc/1/ns"))) {
      line.addAll(List.of("--user=" + process + "/ns/user", "--preserve-credentials"));
    }
    line.addAll(List.of("--net=" + process + "/ns/net", "--"));
    line.addAll(List.of(program));
    return execute(line);
  }

  /// How the gateway is.
  public AdminReply.StatusReply status() {
    return ask(new AdminRequest.Status(), AdminReply.StatusReply.class);
  }

  /// What each application used.
  public AdminReply.IsolationReply isolation() {
    return ask(new AdminRequest.Isolation(), AdminReply.IsolationReply.class);
  }

  /// The circuits that applications use or used.
  public AdminReply.CircuitsReply circuits() {
    return ask(new AdminRequest.Circuits(), AdminReply.CircuitsReply.class);
  }

  /// Has the gateway prepare a launch; the launcher's process must become the application.
  public AdminReply.LaunchReply prepare(AdminRequest.Launch launch) {
    return ask(launch, AdminReply.LaunchReply.class);
  }

  private <R extends AdminReply> R ask(AdminRequest request, Class<R> kind) {
    try (var client = AdminClient.connect(location)) {
      return client.ask(request, kind, ANSWER);
    }
  }

  /// What is in the private network, and what its witness counted.
  public JsonNode world() {
    try {
      return JSON.readTree(Files.readString(location.runtimeDirectory().resolve("testnet.json")));
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.INTERNAL, "Cannot read what the private network says of itself.", e);
    }
  }

  /// Waits until the world is as expected; gives the last look if it never is.
  public JsonNode awaitWorld(Predicate<JsonNode> expected) {
    long deadline = System.nanoTime() + ANSWER.toNanos();
    JsonNode now = world();
    while (!expected.test(now) && System.nanoTime() < deadline) {
      pause();
      now = world();
    }
    return now;
  }

  /// The directory that everything lies in.
  public Path home() {
    return home;
  }

  /// The configuration file, which need not exist.
  public Path configuration() {
    return location.configurationFile();
  }

  /// Where the gateway's sockets are.
  public Path runtime() {
    return location.runtimeDirectory();
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_AGAIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatewayException(ErrorKind.TIMEOUT, "The demonstration was interrupted.", e);
    }
  }

  private Outcome execute(List<String> line) {
    return Outcome.of(begin(line, Errors.WITH_OUTPUT), line.getFirst(), LIMIT.toSeconds());
  }

  private Process begin(List<String> line, Errors errors) {
    var builder = new ProcessBuilder(line).redirectErrorStream(errors == Errors.WITH_OUTPUT);
    builder.environment().put("SALLYPORT_HOME", home.toString());
    builder.environment().putAll(costume.environment());
    try {
      return builder.start();
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.MISSING_PREREQUISITE,
          "Cannot run " + line.getFirst() + ": " + e.getMessage() + ".",
          e);
    }
  }

  /// Where what a program complains about goes.
  private enum Errors {
    WITH_OUTPUT,
    APART
  }

  @Override
  public void close() {
    Outcome _ = sallyport(List.of("down"));
    try (var files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.STORAGE, "Cannot remove " + home + ": " + e.getMessage() + ".", e);
    }
  }

  /// An application of the demonstration.
  ///
  /// @param workstation where it runs
  /// @param name what isolates it
  public record Actor(String workstation, String name) {
    /// As the tables show it.
    public String text() {
      return workstation + "/" + name;
    }
  }
}
