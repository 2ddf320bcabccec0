package org.sallyport.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sallyport.core.error.GatewayException;
import org.sallyport.testbed.network.NetworkNode;
import org.sallyport.testbed.network.NetworkPhase;
import org.sallyport.testbed.network.NetworkProgress;
import org.sallyport.testbed.network.PrivateNetwork;
import org.sallyport.testbed.world.JsonText;
import org.sallyport.testbed.world.PrivateWorld;

/// `testnet.json`: how far the start-up is, then what is in the world and what its witness has
/// counted. Replaced atomically whenever that changes, looked at once a second; removed at the end.
///
/// `state` is `starting` (with `phase`, `done`, `total`) or `ready` (with `exits`, `bridge`, and
/// the facts of [PrivateWorld#facts]). Progress also goes to standard error, a line per phase.
final class TestnetBoard implements AutoCloseable {
  static final String FILE = "testnet.json";
  private static final long REFRESH_MILLIS = 1000;

  private final Path file;
  private final CountDownLatch closed = new CountDownLatch(1);
  private String written = "";
  private @Nullable NetworkPhase shown;

  TestnetBoard(Path file) {
    this.file = file;
  }

  /// Shows a step of the start-up.
  void starting(NetworkProgress progress) {
    if (progress.phase() != shown) {
      shown = progress.phase();
      System.err.println("private network: " + progress.phase().text());
    }
    write(
        Map.of(
            "state", "starting",
            "phase", progress.phase().text(),
            "done", progress.done(),
            "total", progress.total()));
  }

  /// Shows a world that serves, from now on.
  void serve(PrivateWorld world, PrivateNetwork network) {
    show(world, network);
    Thread.ofVirtual().name("testnet-board").start(() -> refresh(world, network));
  }

  private void refresh(PrivateWorld world, PrivateNetwork network) {
    try {
      while (!closed.await(REFRESH_MILLIS, TimeUnit.MILLISECONDS)) {
        show(world, network);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (GatewayException e) {
      System.err.println("sallyport: " + file + " is no longer kept up to date: " + e.getMessage());
    }
  }

  private void show(PrivateWorld world, PrivateNetwork network) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("state", "ready");
    facts.put("exits", exits(network));
    facts.put("bridge", network.bridgeLine());
    facts.putAll(world.facts());
    write(facts);
  }

  private static Map<String, String> exits(PrivateNetwork network) {
    Map<String, String> exits = new LinkedHashMap<>();
    for (NetworkNode exit : network.exits()) {
      exits.put(exit.nickname(), exit.address());
    }
    return exits;
  }

  private synchronized void write(Map<String, Object> facts) {
    var text = JsonText.of(facts) + "\n";
    if (closed.getCount() == 0 || text.equals(written)) {
      return;
    }
    try {
      var next = file.resolveSibling(FILE + ".new");
      Files.writeString(next, text);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
      written = text;
    } catch (IOException e) {
      System.err.println("sallyport: " + file + " could not be written: " + e.getMessage());
    }
  }

  @Override
  public synchronized void close() throws IOException {
    closed.countDown();
    Files.deleteIfExists(file);
  }
}
