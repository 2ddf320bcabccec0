package org.sallyport.testbed.leak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.testbed.leak.probe.Prober;
import org.sallyport.testbed.leak.world.Internet;
import org.sallyport.testbed.network.NetworkNode;
import org.sallyport.testbed.network.NodeRole;
import org.sallyport.testbed.network.PrivateAddresses;
import org.sallyport.testbed.network.PrivateNetwork;
import org.sallyport.testbed.stage.Parts;
import org.sallyport.testbed.stage.Stage;
import org.sallyport.testbed.world.DnsStub;

/// What a leak test stands on: a private Tor network in this process's namespace, the Internet
/// beyond it, directories, and a stage for gateways that join the network. Confined to one thread.
public final class Ground implements AutoCloseable {
  private final Parts parts = Parts.of("the leak test");
  private final Terrain terrain;
  private final Stage stage;
  private final PrivateNetwork network;
  private final Internet internet;

  private Ground(String launcher, Place place, Terrain terrain, Bar bar) throws IOException {
    var directory = Files.createTempDirectory(place.room(), "net-");
    parts.add(() -> remove(directory));
    this.terrain = parts.add(terrain);
    try {
      var joining = directory.resolve("torrc-lines");
      stage =
          parts.add(
              Stage.at(
                  launcher,
                  place.stage().resolve("leak-"),
                  new Stage.Costume(
                      terrain.prefix(), Map.of("SALLYPORT_TESTNET_JOIN", joining.toString()))));
      parts.add(HostProgram.start(stage.home()));
      bar.show(2, "a private Tor network starts");
      network = parts.add(PrivateNetwork.builder(directory.resolve("net")).start());
      Files.write(joining, network.directoryLines());
      bar.show(20, "the world around it");
      parts.add(DnsStub.serve(Map.of("public.test", Inet4Address.ofLiteral("198.51.100.9"))));
      internet =
          parts.add(
              terrain.internet(
                  new Internet.Innocent(addresses(network.exits()), PrivateAddresses.DNS),
                  addresses(network.nodes())));
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /// Where files lie.
  ///
  /// @param room the test's
  /// @param stage what the gateway writes
  record Place(Path room, Path stage) {}

  private static List<String> addresses(List<NetworkNode> nodes) {
    return nodes.stream().map(NetworkNode::address).toList();
  }

  /// Makes it all.
  ///
  /// @param room for all files
  public static Ground at(String launcher, Path room, Terrain terrain, Bar bar) {
    return at(launcher, new Place(room, room), terrain, bar);
  }

  /// The same with a place of its own for what the gateway writes.
  static Ground at(String launcher, Place place, Terrain terrain, Bar bar) {
    try {
      return new Ground(launcher, place, terrain, bar);
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.STORAGE,
          "The leak test could not prepare its files (" + e.getMessage() + ").",
          e);
    }
  }

  /// The gateway, as a user has it.
  public Stage stage() {
    return stage;
  }

  /// Where the gateway stands.
  Terrain terrain() {
    return terrain;
  }

  /// What is beyond the uplink.
  public Internet internet() {
    return internet;
  }

  /// The private Tor network.
  public PrivateNetwork network() {
    return network;
  }

  /// A prober that nothing protects, on the gateway's own machine.
  Prober unprotected() {
    return unprotected(terrain.unprotected(Prober.PROGRAM).getLast());
  }

  /// The probers that nothing protects, in the order in which they are asked.
  List<Prober> everyUnprotected() {
    return terrain.unprotected(Prober.PROGRAM).stream().map(this::unprotected).toList();
  }

  private Prober unprotected(List<String> line) {
    var prober = Prober.of(Terrain.start(line), facts());
    prober.tell("unprotected", "yes");
    return prober;
  }

  /// A prober that is protected.
  public Prober application(Process process) {
    return Prober.of(process, facts());
  }

  /// Starts a tor of the private network that listens for other tools.
  void client(List<String> torrcLines) {
    var _ = network.client("rivals", torrcLines).awaitBootstrap();
  }

  /// Starts a program that the gateway protects.
  public Process run(List<String> program) {
    return run("probe", program);
  }

  /// The same, as this application.
  Process run(String application, List<String> program) {
    return terrain.run(stage, application, program);
  }

  /// Another application of the same workstation, which lives until it is closed.
  OtherApplication other() {
    return OtherApplication.of(terrain.other(stage, List.of("sh", "-c", OtherApplication.PROGRAM)));
  }

  /// Writes the gateway's configuration.
  public void configure() {
    try {
      Path _ = Files.writeString(stage.configuration(), terrain.configuration());
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.STORAGE, "The gateway was not configured (" + e.getMessage() + ").", e);
    }
  }

  /// A tor for the gateway that can be held back.
  ///
  /// @param clock what its command line begins with when it gets a clock of its own
  HeldTor tor(List<String> clock) {
    return new HeldTor(stage.home(), clock, stage.configuration(), terrain.configuration());
  }

  private Map<String, String> facts() {
    var all =
        new HashMap<>(
            Map.of(
                "relay", address(NodeRole.MIDDLE),
                "bridge", address(NodeRole.BRIDGE),
                "uid", HostProgram.uid(),
                "process", Long.toString(ProcessHandle.current().pid()),
                "unix-path", stage.home().resolve(HostProgram.SOCKET).toString(),
                "unix-abstract", HostProgram.ABSTRACT,
                "unix-gateway", String.join(" ", gatewaySockets()),
                "file-secret", stage.home().resolve(HostProgram.SECRET).toString(),
                "file-runtime", stage.runtime().toString()));
    all.putAll(terrain.facts());
    return all;
  }

  /// The sockets of the gateway that runs, its own and tor's.
  private List<String> gatewaySockets() {
    if (!Files.isDirectory(stage.runtime())) {
      return List.of();
    }
    try (var files = Files.walk(stage.runtime())) {
      return files.filter(Ground::isSocket).map(Path::toString).toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of(); // a gateway that ends takes them along
    }
  }

  private static boolean isSocket(Path file) {
    return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
  }

  private String address(NodeRole role) {
    return network.nodes().stream()
        .filter(node -> node.role() == role)
        .map(NetworkNode::address)
        .findFirst()
        .orElseThrow();
  }

  private static void remove(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  @Override
  public void close() {
    parts.close();
  }
}
