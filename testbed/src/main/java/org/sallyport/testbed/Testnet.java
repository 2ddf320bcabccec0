package org.sallyport.testbed;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.sallyport.api.location.OwnDirectory;
import org.sallyport.api.location.RuntimeLocation;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.gateway.settings.Uplink;
import org.sallyport.testbed.network.PrivateNetwork;
import org.sallyport.testbed.stage.Parts;
import org.sallyport.testbed.world.PrivateWorld;

/// A private network with its world in a gateway's runtime directory: `net/` holds the tors' files
/// and is removed at the end, `testnet.json` tells what is there ([TestnetBoard]). One per
/// directory, guarded by a lock file.
final class Testnet implements AutoCloseable {
  private static final String NETWORK_DIRECTORY = "net";
  private static final String LOCK_FILE = "testnet.lock";
  private static final long STOP_SECONDS = 10;

  private final Parts parts = Parts.of("the private network");
  private final CountDownLatch closed = new CountDownLatch(1);
  private final PrivateNetwork network;

  private Testnet(RuntimeLocation location, Optional<Duration> entryDelay) {
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::awaitClosed));
    var runtime = location.runtimeDirectory();
    try {
      new OwnDirectory(uid()).prepareRuntime(location);
      lock(runtime.resolve(LOCK_FILE));
      var directory = runtime.resolve(NETWORK_DIRECTORY);
      remove(directory);
      parts.add(() -> remove(directory));
      // Guards of an earlier private network: tor would wait for them for ever once it has a few.
      remove(location.stateDirectory().resolve("tor"));
      var board = parts.add(new TestnetBoard(runtime.resolve(TestnetBoard.FILE)));
      var plan = PrivateNetwork.builder(directory).progress(board::starting);
      entryDelay.ifPresent(plan::entryDelay);
      network = parts.add(plan.start());
      board.serve(parts.add(PrivateWorld.start(network)), network);
    } catch (IOException e) {
      close();
      throw storage(runtime, e);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /// Starts it and returns when its clients can bootstrap.
  ///
  /// @param entryDelay the round trip that the gateway's circuits shall have, if any
  static Testnet start(RuntimeLocation location, Optional<Duration> entryDelay) {
    return new Testnet(location, entryDelay);
  }

  /// What the gateway's tor must be told to use it.
  Uplink uplink() {
    var lines = new ArrayList<>(network.directoryLines());
    network.delayedBridgeLine().ifPresent(bridge -> lines.addAll(List.of("UseBridges 1", bridge)));
    return new Uplink(lines);
  }

  private void lock(Path file) throws IOException {
    var channel =
        parts.add(FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
    if (channel.tryLock() == null) {
      throw new GatewayException(
          ErrorKind.ALREADY_RUNNING,
          "The private Tor network was not started: another one runs in "
              + file.getParent()
              + ". Use it, or stop it first: sallyport down --network testnet");
    }
  }

  /// Ends everything in the reverse order of its start. Once.
  @Override
  public void close() {
    parts.close();
    closed.countDown();
  }

  /// A signal stops the gateway, its `run` returns, and the main thread closes this: wait for it.
  private void awaitClosed() {
    try {
      boolean _ = closed.await(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long uid() throws IOException {
    return ((Number) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
  }

  private static void remove(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static GatewayException storage(Path directory, IOException e) {
    return new GatewayException(
        ErrorKind.STORAGE,
        "The private Tor network was not started: its files in %s could not be prepared (%s)."
                .formatted(directory, e)
            + " Free some space, or set SALLYPORT_HOME to another directory.",
        e);
  }
}
