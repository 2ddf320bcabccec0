package org.sallyport.cli.start;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.api.client.AdminClient;
import org.sallyport.api.location.OwnDirectory;
import org.sallyport.api.location.RuntimeLocation;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// Starts a gateway in the background if none runs, and connects to it.
///
/// Two that start at once agree by a lock file: one starts the gateway, the other waits for its
/// socket. The lock is released when the gateway answers, or its starter dies. The gateway gets a
/// session of its own, so no signal of this terminal reaches it. Confined to one thread.
public final class GatewayStart {
  private static final Duration POLL = Duration.ofMillis(20);

  private final RuntimeLocation location;
  private final long uid;
  private final Duration patience;
  private @Nullable Process started;

  /// @param location where the gateway shall live
  /// @param uid who runs this process
  /// @param patience how long the gateway may take until it answers
  public GatewayStart(RuntimeLocation location, long uid, Duration patience) {
    this.location = location;
    this.uid = uid;
    this.patience = patience;
  }

  /// The gateway that runs, if one does.
  public Optional<AdminClient> running() {
    try {
      return Optional.of(AdminClient.connect(location, uid));
    } catch (GatewayException e) {
      if (e.kind() == ErrorKind.NOT_RUNNING) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /// The gateway that runs, or a new one started by this command line.
  ///
  /// @throws GatewayException with the gateway's own last words if it ends before it answers, or of
  ///   kind `TIMEOUT` if it does not answer in time
  public AdminClient ensure(List<String> commandLine) {
    var running = running();
    return running.isPresent() ? running.get() : start(commandLine);
  }

  /// Why the gateway that this has started broke its connection off: its own last words. Empty if
  /// this has started none, or it goes on.
  public Optional<GatewayException> brokenOff() {
    var gateway = started;
    try {
      return gateway != null && gateway.waitFor(patience)
          ? Optional.of(ended(gateway.exitValue()))
          : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private AdminClient start(List<String> commandLine) {
    new OwnDirectory(uid).prepareRuntime(location);
    long deadline = System.nanoTime() + patience.toNanos();
    try (var channel =
        FileChannel.open(
            location.startLock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      while (System.nanoTime() - deadline < 0) {
        try (var lock = channel.tryLock()) {
          var client = lock == null ? running() : locked(lock, commandLine, deadline);
          if (client.isPresent()) {
            return client.get();
          }
        }
        pause();
      }
      throw tooSlow();
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.STORAGE,
          "Cannot start a gateway in "
              + location.runtimeDirectory()
              + ": "
              + e.getMessage()
              + ". Make room there, or set SALLYPORT_HOME.",
          e);
    }
  }

  /// Only the holder of the lock starts one, and only if the one before it did not.
  private Optional<AdminClient> locked(FileLock lock, List<String> commandLine, long deadline)
      throws IOException {
    var running = running();
    if (running.isPresent()) {
      return running;
    }
    var gateway = spawn(commandLine);
    started = gateway;
    while (System.nanoTime() - deadline < 0 && lock.isValid()) {
      var client = running();
      if (client.isPresent()) {
        return client;
      }
      if (!gateway.isAlive()) {
        throw ended(gateway.exitValue());
      }
      pause();
    }
    gateway.destroy();
    throw tooSlow();
  }

  private Process spawn(List<String> commandLine) throws IOException {
    var line = new ArrayList<>(List.of("setsid", "--"));
    line.addAll(commandLine);
    return new ProcessBuilder(line)
        .directory(new File("/"))
        .redirectInput(new File("/dev/null"))
        .redirectErrorStream(true)
        .redirectOutput(location.log().toFile())
        .start();
  }

  private GatewayException ended(int status) {
    String words = LastWords.of(location.log()).orElse("it said nothing");
    return new GatewayException(
        kindOf(status), "The gateway ended before it was ready (status " + status + "): " + words);
  }

  /// The kind of failure that an exit status of ours tells of.
  static ErrorKind kindOf(int status) {
    for (var kind : ErrorKind.values()) {
      if (kind.exitStatus() == status) {
        return kind;
      }
    }
    return ErrorKind.INTERNAL;
  }

  private GatewayException tooSlow() {
    return new GatewayException(
        ErrorKind.TIMEOUT,
        "The gateway did not answer within "
            + patience.toSeconds()
            + " s at "
            + location.adminSocket()
            + ". Look into "
            + location.log()
            + ", then try again.");
  }

  private static void pause() throws InterruptedIOException {
    Pause.of(POLL);
  }
}
