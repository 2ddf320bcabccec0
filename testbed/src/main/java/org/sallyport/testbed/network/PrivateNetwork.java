package org.sallyport.testbed.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.tor.control.ControlConnection;

/// A private Tor network that runs: clients with its [#directoryLines] and an otherwise ordinary
/// torrc use it as they would the public one.
///
/// Every tor ends when it is closed, and at once when this JVM dies. Safe for any thread.
public final class PrivateNetwork implements AutoCloseable {
  private static final String OBFS4_BRIDGE_LINE = "pt_state/obfs4_bridgeline.txt";
  private static final int DELAYED_PORT = 9101;
  private static final Duration RESTART = Duration.ofSeconds(30);

  private final NetworkPlan plan;
  private final List<NodeProcess> processes;
  private final NodeFiles files;
  private final NodeSpawner spawner;
  private final Queue<ClientTor> clients = new ConcurrentLinkedQueue<>();
  private volatile @Nullable DelayProxy delay;

  PrivateNetwork(
      NetworkPlan plan, NodeFiles files, NodeSpawner spawner, List<NodeProcess> processes) {
    this.plan = plan;
    this.files = files;
    this.spawner = spawner;
    this.processes = new CopyOnWriteArrayList<>(processes);
  }

  /// Puts a delay in front of the first bridge. Called once, before anybody else has the network.
  PrivateNetwork withEntryDelay(Duration roundTrip) {
    delay = DelayProxy.start(bridge().address(), DELAYED_PORT, NetworkNode.OR_PORT, roundTrip);
    return this;
  }

  /// Begins a network whose files live below a directory, absolute and short (unix sockets).
  public static PrivateNetworkBuilder builder(Path directory) {
    return new PrivateNetworkBuilder(directory);
  }

  /// The torrc lines that a production tor needs to use this network and no other.
  public List<String> directoryLines() {
    return plan.directoryLines();
  }

  /// Every node, the authority first.
  public List<NetworkNode> nodes() {
    return plan.nodes().stream().map(NetworkPlan.PlannedNode::node).toList();
  }

  /// The exits.
  public List<NetworkNode> exits() {
    return withRole(NodeRole.EXIT);
  }

  /// The `Bridge` line (with its keyword) of the first bridge by obfs4.
  public String bridgeLine() {
    var file = files.directory(bridge()).resolve(OBFS4_BRIDGE_LINE);
    try {
      var line = Files.readAllLines(file).stream().filter(l -> l.startsWith("Bridge ")).findFirst();
      return fill(line.orElseThrow(() -> new IOException("no Bridge line in it")));
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.UPSTREAM,
          "The private network's bridge line could not be read from %s (%s). Install obfs4proxy."
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /// The `Bridge` line (with its keyword) of the first bridge without a transport.
  public String plainBridgeLine() {
    var bridge = bridge();
    return "Bridge " + bridge.orAddress() + " " + bridge.fingerprint();
  }

  /// The `Bridge` line through the delay, if the network was built with one.
  public Optional<String> delayedBridgeLine() {
    var bridge = bridge();
    return Optional.ofNullable(delay)
        .map(
            _ -> "Bridge %s:%d %s".formatted(bridge.address(), DELAYED_PORT, bridge.fingerprint()));
  }

  /// The control connection that owns a node, for tests that ask a relay.
  public ControlConnection control(NetworkNode node) {
    return process(node).control();
  }

  /// The number of a node's process.
  public long pid(NetworkNode node) {
    return process(node).pid();
  }

  /// Starts a node again that has been killed.
  public void restart(NetworkNode node) {
    NodeProcess old = process(node);
    old.close();
    processes.remove(old);
    processes.add(
        NodeProcess.start(node.nickname(), files.directory(node), spawner)
            .own(Deadline.in(RESTART)));
  }

  private NodeProcess process(NetworkNode node) {
    return processes.stream()
        .filter(p -> p.name().equals(node.nickname()))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("node: " + node + " (expected: of this network)"));
  }

  /// Starts an ordinary tor client of this network. It listens for SOCKS on a unix socket only;
  /// further lines add ports, bridges and what else a test compares.
  ///
  /// @param name its directory's name, unique in this network
  public ClientTor client(String name, List<String> torrcLines) {
    var lines = new ArrayList<>(directoryLines());
    lines.addAll(torrcLines);
    var client = ClientTor.start(files.client(name, lines), name, spawner);
    clients.add(client);
    return client;
  }

  private List<NetworkNode> withRole(NodeRole role) {
    return nodes().stream().filter(n -> n.role() == role).toList();
  }

  private NetworkNode bridge() {
    return withRole(NodeRole.BRIDGE).stream()
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("this network was built without a bridge"));
  }

  private String fill(String template) {
    var bridge = bridge();
    return template
        .replace("<IP ADDRESS>", bridge.address())
        .replace("<PORT>", Integer.toString(NetworkNode.OBFS4_PORT))
        .replace("<FINGERPRINT>", bridge.fingerprint());
  }

  @Override
  public void close() {
    Optional.ofNullable(delay).ifPresent(DelayProxy::close);
    clients.forEach(ClientTor::close);
    processes.forEach(NodeProcess::kill);
    processes.forEach(NodeProcess::close);
    spawner.close();
  }
}
