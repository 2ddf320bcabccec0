package org.sallyport.testbed.leak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sallyport.api.AdminReply;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.state.GatewayState;
import org.sallyport.testbed.leak.world.Command;
import org.sallyport.testbed.stage.Outcome;
import org.sallyport.testbed.stage.Stage;

/// One gateway from its start to its end, moved from state to state by doing to tor, or to itself,
/// what leads there. Confined to one thread.
final class GatewayLife implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private final Stage stage;
  private final HeldTor tor;
  private final List<String> prefix;
  private @Nullable Process up;
  private Optional<ProcessHandle> paused = Optional.empty();

  GatewayLife(Stage stage, HeldTor tor) {
    this(stage, tor, List.of());
  }

  /// @param prefix what the command line that starts the gateway begins with
  GatewayLife(Stage stage, HeldTor tor, List<String> prefix) {
    this.stage = stage;
    this.tor = tor;
    this.prefix = List.copyOf(prefix);
  }

  /// Begins to start it; it opens by itself.
  void begin() {
    tor.allow();
    up = stage.start(List.of("up", "--detach"), this::prefixed);
  }

  /// Begins to start it; it stays in `STARTING` until [#reopen].
  void beginAsleep() {
    tor.sleep();
    up = stage.start(List.of("up", "--detach"));
  }

  private List<String> prefixed(List<String> command) {
    return Stream.concat(prefix.stream(), command.stream()).toList();
  }

  /// Waits until it is open.
  void awaitOpen() {
    await(GatewayState.OPEN);
  }

  /// Waits until it answers, still `STARTING`.
  void awaitStarting() {
    await(GatewayState.STARTING);
  }

  /// Lets a new tor start, and waits until the gateway is open with it.
  void reopen() {
    tor.allow();
    killTor();
    await(GatewayState.OPEN);
  }

  /// Takes tor away and keeps it away.
  void block() {
    tor.vanish();
    killTor();
    await(GatewayState.BLOCKED);
  }

  /// Begins to stop it as a user does.
  Process stop() {
    return stage.start(List.of("down"));
  }

  /// Kills it as `kill -9` does, and waits until it is gone; its supervisor first, who would start
  /// it again.
  void kill() {
    process()
        .ifPresent(gateway -> {
          gateway
              .parent()
              .filter(GatewayLife::supervises)
              .ifPresent(ProcessHandle::destroyForcibly);
          boolean _ = gateway.destroyForcibly();
          awaitEnd(gateway);
        });
  }

  /// Stops it in its tracks until [#resume]: it would put right what somebody breaks.
  void pause() {
    paused = process();
    paused.ifPresent(gateway -> signal("STOP", gateway));
  }

  /// Lets it go on.
  void resume() {
    paused.ifPresent(gateway -> signal("CONT", gateway));
    paused = Optional.empty();
  }

  private static void signal(String name, ProcessHandle process) {
    var line = "kill -%s %d 2>/dev/null; true".formatted(name, process.pid());
    String _ = Command.run(List.of("bash", "-c", line), "");
  }

  /// Its process, if it runs.
  Optional<ProcessHandle> process() {
    return ProcessHandle.of(stage.status().pid());
  }

  private static boolean supervises(ProcessHandle process) {
    return WorldProcesses.words(process).contains("__supervise");
  }

  private void killTor() {
    process().stream()
        .flatMap(ProcessHandle::descendants)
        .filter(GatewayLife::isTor)
        .forEach(ProcessHandle::destroyForcibly);
  }

  private static boolean isTor(ProcessHandle process) {
    return process.info().command().map(path -> path.endsWith("/tor")).orElse(false);
  }

  private void await(GatewayState wanted) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Optional<AdminReply.StatusReply> last = Optional.empty();
    while (System.nanoTime() < deadline) {
      last = look();
      if (last.map(AdminReply.StatusReply::state).filter(Predicate.isEqual(wanted)).isPresent()) {
        return;
      }
      requireAlive();
      sleep();
    }
    throw new GatewayException(
        ErrorKind.TIMEOUT,
        "The leak test's gateway was not %s within %d s: %s"
            .formatted(wanted, PATIENCE.toSeconds(), last.map(Object::toString).orElse("silent")));
  }

  private Optional<AdminReply.StatusReply> look() {
    try {
      return Optional.of(stage.status());
    } catch (GatewayException e) {
      return Optional.empty(); // not there yet
    }
  }

  private void requireAlive() {
    var starting = up;
    if (starting != null && !starting.isAlive() && starting.exitValue() != 0) {
      throw new GatewayException(
          ErrorKind.UPSTREAM, "The leak test's gateway did not start: " + said(starting));
    }
  }

  private static String said(Process process) {
    try {
      return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "it said nothing";
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(LOOK_EVERY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatewayException(ErrorKind.TIMEOUT, "The leak test was interrupted.", e);
    }
  }

  private static void awaitEnd(ProcessHandle process) {
    try {
      var _ = process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatewayException(ErrorKind.TIMEOUT, "The leak test was interrupted.", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new GatewayException(ErrorKind.TIMEOUT, "The gateway does not end when killed.", e);
    }
  }

  @Override
  public void close() {
    Optional.ofNullable(up).ifPresent(Process::destroyForcibly);
    Outcome _ = stage.sallyport(List.of("down"));
  }
}
