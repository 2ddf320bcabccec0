package org.sallyport.testbed.network;

import java.nio.file.Path;
import java.time.Duration;
import org.sallyport.tor.control.ControlConnection;

/// An ordinary tor client of the private network: a production torrc with nothing but the
/// `DirAuthority` lines added. For tests of the network itself and for comparisons with plain tor.
///
/// Ends with the network, when it is closed, and when this JVM dies. Safe for any thread.
public final class ClientTor implements AutoCloseable {
  private static final Duration START_DEADLINE = Duration.ofSeconds(45);
  private static final Duration BOOTSTRAP_DEADLINE = Duration.ofSeconds(60);
  private static final int COMPLETE = 100;

  private final NodeProcess process;

  private ClientTor(NodeProcess process) {
    this.process = process;
  }

  /// Starts the client whose torrc is in the directory.
  static ClientTor start(Path directory, String name, NodeSpawner spawner) {
    var starting = NodeProcess.start(name, directory, spawner);
    return new ClientTor(starting.own(Deadline.in(START_DEADLINE)));
  }

  /// Its unix SocksPort.
  public Path socksPort() {
    return process.directory().resolve("socks");
  }

  /// The control connection that owns it.
  public ControlConnection control() {
    return process.control();
  }

  /// Waits until it has bootstrapped to 100 %.
  public ClientTor awaitBootstrap() {
    Deadline.in(BOOTSTRAP_DEADLINE)
        .await(
            "the client of the private network bootstraps",
            () -> control().getInfo("status/bootstrap-phase").contains("PROGRESS=" + COMPLETE));
    return this;
  }

  @Override
  public void close() {
    process.close();
  }
}
