package org.sallyport.testbed.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.sallyport.api.AdminReply;
import org.sallyport.api.AdminRequest;
import org.sallyport.api.client.AdminClient;
import org.sallyport.api.location.Network;
import org.sallyport.api.location.RuntimeLocation;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Where the demonstration takes place: a gateway on a private network in throw-away directories,
/// used through the launcher as a user would. Closing it leaves nothing behind.
final class Stage implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final long LOOK_AGAIN_MILLIS = 50;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String launcher;
  private final Path home;
  private final RuntimeLocation location;

  private Stage(String launcher, Path home) {
    this.launcher = launcher;
    this.home = home;
    this.location =
        new RuntimeLocation(
            Network.TESTNET,
            home.resolve("run/testnet"),
            home.resolve("state/testnet"),
            home.resolve("sallyport.toml"));
  }

  /// Makes the directories; nothing is started yet.
  ///
  /// @param launcher the path of `./sallyport`
  static Stage at(String launcher) {
    try {
      return new Stage(launcher, Files.createTempDirectory(Path.of("/tmp"), "sallyport-demo-"));
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.STORAGE,
          "Cannot make a directory for the demonstration in /tmp: "
              + e.getMessage()
              + ". Check that it is writable and has room.",
          e);
    }
  }

  /// Runs `sallyport COMMAND --network testnet …` to its end.
  Outcome sallyport(List<String> command) {
    var line = new ArrayList<>(List.of(launcher, command.getFirst(), "--network", "testnet"));
    line.addAll(command.subList(1, command.size()));
    return execute(line);
  }

  /// Runs a program in a workstation, as `sallyport run` does for a user.
  Outcome run(Actor actor, String... program) {
    var command =
        new ArrayList<>(
            List.of("run", "--workstation", actor.workstation(), "--app", actor.name(), "--"));
    command.addAll(List.of(program));
    return sallyport(command);
  }

  /// Runs a program beside the workstations, in the network that tor itself uses: unprotected.
  Outcome outside(String... program) {
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
  AdminReply.StatusReply status() {
    return ask(new AdminRequest.Status(), AdminReply.StatusReply.class);
  }

  /// What each application used.
  AdminReply.IsolationReply isolation() {
    return ask(new AdminRequest.Isolation(), AdminReply.IsolationReply.class);
  }

  /// The circuits that applications use or used.
  AdminReply.CircuitsReply circuits() {
    return ask(new AdminRequest.Circuits(), AdminReply.CircuitsReply.class);
  }

  private <R extends AdminReply> R ask(AdminRequest request, Class<R> kind) {
    try (var client = AdminClient.connect(location)) {
      return client.ask(request, kind, ANSWER);
    }
  }

  /// What is in the private network, and what its witness counted.
  JsonNode world() {
    try {
      return JSON.readTree(Files.readString(location.runtimeDirectory().resolve("testnet.json")));
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.INTERNAL, "Cannot read what the private network says of itself.", e);
    }
  }

  /// Waits until the world is as expected; gives the last look if it never is.
  JsonNode awaitWorld(Predicate<JsonNode> expected) {
    long deadline = System.nanoTime() + ANSWER.toNanos();
    JsonNode now = world();
    while (!expected.test(now) && System.nanoTime() < deadline) {
      pause();
      now = world();
    }
    return now;
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
    try {
      var builder = new ProcessBuilder(line).redirectErrorStream(true);
      builder.environment().put("SALLYPORT_HOME", home.toString());
      Process process = builder.start();
      process.getOutputStream().close();
      var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new GatewayException(ErrorKind.TIMEOUT, line.getFirst() + " did not end in time.");
      }
      return new Outcome(process.exitValue(), text.strip());
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.MISSING_PREREQUISITE,
          "Cannot run " + line.getFirst() + ": " + e.getMessage() + ".",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatewayException(ErrorKind.TIMEOUT, "The demonstration was interrupted.", e);
    }
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
  record Actor(String workstation, String name) {
    /// As the tables show it.
    String text() {
      return workstation + "/" + name;
    }
  }
}
