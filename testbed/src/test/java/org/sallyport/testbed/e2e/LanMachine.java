package org.sallyport.testbed.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A machine on a gateway's internal network, with no software of ours: a network namespace with
/// one interface, and the gateway's address as its router and resolver.
///
/// @param number the last number of its addresses and of its hardware address
/// @param holder the process whose namespace it is
/// @param directory for its resolver's configuration
record LanMachine(int number, Running holder, Path directory) implements AutoCloseable {
  static final String GATEWAY_V4 = "10.152.152.10";
  static final String GATEWAY_V6 = "fd19:c33d:88bc::10";
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /// Connects a new machine to a bridge in the namespace of a process.
  static LanMachine start(LanLab lab, int number) {
    var holder =
        Running.start(
            List.of("unshare", "--net", "--", "sh", "-c", "echo ready; exec cat"), Map.of());
    holder.awaitOut("ready", LIMIT);
    var machine = new LanMachine(number, holder, lab.directory());
    String port = "ws" + number;
    lab.inside(
        """
        ip link add %s type veth peer name eth0 address %s netns %d &&
        ip link set %1$s master %s up
        """
            .formatted(port, machine.mac(), holder.process().pid(), LanLab.INTERFACE));
    machine
        .sh(
            """
            ip link set lo up && ip link set eth0 up &&
            ip addr add %s/18 dev eth0 && ip -6 addr add %s/96 dev eth0 nodad &&
            ip route add default via %s && ip -6 route add default via %s
            """
                .formatted(machine.v4(), machine.v6(), GATEWAY_V4, GATEWAY_V6))
        .assertOk();
    return machine;
  }

  String v4() {
    return "10.152.152." + number;
  }

  String v6() {
    return "fd19:c33d:88bc::" + number;
  }

  String mac() {
    return "52:54:00:00:00:" + number;
  }

  /// Runs a shell line on it.
  Outcome sh(String line) {
    return Outcome.of(command(line), Map.of("HOME", "/nonexistent"), LIMIT);
  }

  /// Starts a shell line on it.
  Running start(String line) {
    return Running.start(command(line), Map.of("HOME", "/nonexistent"));
  }

  private List<String> command(String line) {
    return List.of(
        "nsenter",
        "--net=/proc/" + holder.process().pid() + "/ns/net",
        "--",
        "bwrap",
        "--dev-bind",
        "/",
        "/",
        "--ro-bind",
        resolver().toString(),
        "/etc/resolv.conf",
        "--",
        "sh",
        "-c",
        line);
  }

  private Path resolver() {
    try {
      return Files.writeString(
          directory.resolve("resolv.conf"), "nameserver " + GATEWAY_V4 + "\noptions timeout:5\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    holder.kill(LIMIT);
  }
}
