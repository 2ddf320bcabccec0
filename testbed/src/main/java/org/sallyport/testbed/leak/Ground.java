package org.sallyport.testbed.leak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
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
import org.sallyport.testbed.stage.Stage;
import org.sallyport.testbed.world.DnsStub;

/// What a leak test stands on: a private Tor network in this process's namespace, the Internet
/// beyond it, directories, and a stage for gateways that join the network. Confined to one thread.
final class Ground implements AutoCloseable {
  private static final List<String> UNPRIVILEGED =
      List.of("setpriv", "--ambient-caps=-all", "--inh-caps=-all", "--");

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Stage stage;
  private final PrivateNetwork network;
  private final Internet internet;

  private Ground(String launcher, Path room, Path stageRoom, Bar bar) throws IOException {
    var directory = Files.createTempDirectory(room, "net-");
    parts.push(() -> remove(directory));
    try {
      var joining = directory.resolve("torrc-lines");
      stage =
          part(
              Stage.at(
                  launcher,
                  stageRoom.resolve("leak-"),
                  new Stage.Costume(
                      UNPRIVILEGED, Map.of("SALLYPORT_TESTNET_JOIN", joining.toString()))));
      part(HostProgram.start(stage.home()));
      bar.show(2, "a private Tor network starts");
      network = part(PrivateNetwork.builder(directory.resolve("net")).start());
      Files.write(joining, network.directoryLines());
      bar.show(20, "the world around it");
      part(DnsStub.serve(Map.of("public.test", Inet4Address.ofLiteral("198.51.100.9"))));
      internet =
          part(
              Internet.start(
                  new Internet.Innocent(
                      network.exits().stream().map(NetworkNode::address).toList(),
                      PrivateAddresses.DNS)));
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /// Makes it all.
  static Ground at(String launcher, Path room, Bar bar) {
    return at(launcher, room, room, bar);
  }

  /// The same with a place of its own for what the gateway writes.
  ///
  /// @param stageRoom the place
  static Ground at(String launcher, Path room, Path stageRoom, Bar bar) {
    try {
      return new Ground(launcher, room, stageRoom, bar);
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.STORAGE,
          "The leak test could not prepare its files (" + e.getMessage() + ").",
          e);
    }
  }

  Stage stage() {
    return stage;
  }

  Internet internet() {
    return internet;
  }

  PrivateNetwork network() {
    return network;
  }

  /// A prober that nothing protects: a process of the uplink namespace with every right over it.
  Prober unprotected() {
    try {
      var prober = Prober.of(new ProcessBuilder(holding(Prober.PROGRAM)).start(), facts());
      prober.tell("unprotected", "yes");
      return prober;
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.MISSING_PREREQUISITE,
          "The leak test could not run perl (" + e.getMessage() + "). Install perl-base.",
          e);
    }
  }

  /// A prober that is an application in a workstation.
  Prober application(Process process) {
    return Prober.of(process, facts());
  }

  /// Starts a tor of the private network that listens for other tools.
  void client(List<String> torrcLines) {
    var _ = network.client("rivals", torrcLines).awaitBootstrap();
  }

  /// Starts a program in a workstation as a user does.
  Process run(List<String> program) {
    return run("probe", program);
  }

  /// The same, as this application.
  Process run(String application, List<String> program) {
    var command =
        new ArrayList<>(List.of("run", "--workstation", "leak", "--app", application, "--"));
    command.addAll(program);
    return stage.start(command, Ground::holding);
  }

  /// Another application of the same workstation, which lives until it is closed.
  OtherApplication other() {
    return OtherApplication.of(
        stage.start(
            List.of(
                "run",
                "--workstation",
                "leak",
                "--app",
                "another",
                "--",
                "sh",
                "-c",
                OtherApplication.PROGRAM)));
  }

  /// The same command with a descriptor open that it should not hand on.
  private static List<String> holding(List<String> command) {
    var line = new ArrayList<>(List.of("bash", "-c", "exec 9</; exec \"$@\"", "holding"));
    line.addAll(command);
    return line;
  }

  private Map<String, String> facts() {
    return Map.of(
        "relay", address(NodeRole.MIDDLE),
        "bridge", address(NodeRole.BRIDGE),
        "uid", HostProgram.uid(),
        "process", Long.toString(ProcessHandle.current().pid()),
        "unix-path", stage.home().resolve(HostProgram.SOCKET).toString(),
        "unix-abstract", HostProgram.ABSTRACT,
        "unix-gateway", String.join(" ", gatewaySockets()),
        "file-secret", stage.home().resolve(HostProgram.SECRET).toString(),
        "file-runtime", stage.runtime().toString());
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

  private <T extends AutoCloseable> T part(T part) {
    parts.push(part);
    return part;
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
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        System.err.println("sallyport: the leak test did not end cleanly: " + e.getMessage());
      }
    }
  }
}
