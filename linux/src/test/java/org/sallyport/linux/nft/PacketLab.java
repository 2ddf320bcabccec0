package org.sallyport.linux.nft;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.sallyport.core.firewall.Packet;
import org.sallyport.core.firewall.Packet.Route;
import org.sallyport.core.firewall.Ruleset;
import org.sallyport.linux.namespace.NetworkNamespace;
import org.sallyport.linux.syscall.ErrnoException;
import org.sallyport.linux.syscall.Syscalls;

/// A gateway's network and what is around it, each a namespace: from around, packets are put on the
/// gateway's wires as they are; in the gateway, a table beside its rules counts what arrives and
/// what gets past them. Forwarding is on, and the kernel's own doubts about sources are off: the
/// rules alone decide.
final class PacketLab implements AutoCloseable {
  static final List<String> INTERFACES = List.of("int0", "int1", "eth0", "tun0");

  /// The gateway's addresses.
  static final Set<InetAddress> OWN =
      Set.of(
          Policies.ip("10.152.152.10"),
          Policies.ip("fd19:c33d:88bc::10"),
          Policies.ip("10.9.0.1"),
          Policies.ip("fd19:9::1"),
          Policies.ip("198.51.100.2"),
          Policies.ip("2001:db8:1::2"),
          Policies.ip("192.0.2.2"),
          Policies.ip("2001:db8:2::2"));

  private static final int AF_PACKET = 17;
  private static final int SOCK_RAW = 3;
  private static final int LINK_ADDRESS_BYTES = 20;
  private static final String BROADCAST = "ff:ff:ff:ff:ff:ff";
  private static final String WITNESS = "inet witness";

  private static final String COUNTING =
      """
      table inet witness {
        counter arrived { }
        counter survived { }
        chain arriving {
          type filter hook prerouting priority -500; policy accept;
          iifname != "lo" counter name "arrived"
        }
        chain taken {
          type filter hook input priority 100; policy accept;
          iifname != "lo" counter name "survived"
        }
        chain forwarded {
          type filter hook forward priority 100; policy accept;
          counter name "survived"
        }
      }
      """;

  final NetworkNamespace gateway;
  final NetworkNamespace around;
  private final LanTable table = new LanTable();
  private final PacketCounters counters = new PacketCounters();
  private final Map<String, Integer> wires = new HashMap<>();
  private int number;

  private PacketLab(NetworkNamespace gateway, NetworkNamespace around) {
    this.gateway = gateway;
    this.around = around;
  }

  /// @param speaking what else is run around the gateway, so that it has somebody to speak with
  static PacketLab start(String speaking) throws Exception {
    var lab = new PacketLab(NetworkNamespace.create(), NetworkNamespace.create());
    lab.around("ip link set lo up; echo 1 > /proc/sys/net/ipv6/conf/default/disable_ipv6");
    lab.inside(
        """
        for path in all default; do
          echo 0 > /proc/sys/net/ipv4/conf/$path/rp_filter
          echo 0 > /proc/sys/net/ipv6/conf/$path/accept_ra
          echo 0 > /proc/sys/net/ipv6/conf/$path/router_solicitations
        done
        echo 1 > /proc/sys/net/ipv4/ip_forward
        echo 1 > /proc/sys/net/ipv6/conf/all/forwarding
        ip link set lo up
        """);
    for (String name : INTERFACES) {
      lab.inside(
          "ip link add %s address %s type veth peer name %1$s netns %s; ip link set %1$s up"
              .formatted(name, mac(name), path(lab.around)));
      lab.around("ip link set " + name + " up");
      lab.wires.put(name, lab.around.run(() -> wire(name)));
    }
    lab.inside(
        """
        ip addr add 10.152.152.10/18 dev int0; ip -6 addr add fd19:c33d:88bc::10/96 dev int0 nodad
        ip addr add 10.9.0.1/24 dev int1; ip -6 addr add fd19:9::1/64 dev int1 nodad
        ip addr add 198.51.100.2/24 dev eth0; ip -6 addr add 2001:db8:1::2/64 dev eth0 nodad
        ip addr add 192.0.2.2/24 dev tun0; ip -6 addr add 2001:db8:2::2/64 dev tun0 nodad
        ip route add default via 198.51.100.1; ip -6 route add default via 2001:db8:1::1
        """);
    lab.around(speaking);
    lab.counters.apply(lab.gateway, COUNTING);
    return lab;
  }

  static String mac(String name) {
    return "02:00:00:00:00:0" + INTERFACES.indexOf(name);
  }

  private static int wire(String name) throws ErrnoException {
    int descriptor = Syscalls.socket(AF_PACKET, SOCK_RAW | Syscalls.O_CLOEXEC, 0);
    Syscalls.bind(
        descriptor,
        ByteBuffer.allocate(LINK_ADDRESS_BYTES)
            .order(ByteOrder.nativeOrder())
            .putShort((short) AF_PACKET)
            .putShort((short) 0)
            .putInt(Syscalls.interfaceIndex(name))
            .array());
    return descriptor;
  }

  static String path(NetworkNamespace namespace) {
    return "/proc/" + ProcessHandle.current().pid() + "/fd/" + namespace.descriptor();
  }

  void inside(String lines) throws Exception {
    shell(gateway, lines);
  }

  void around(String lines) throws Exception {
    shell(around, lines);
  }

  private static void shell(NetworkNamespace namespace, String lines) throws Exception {
    var process =
        new ProcessBuilder("nsenter", "--net=" + path(namespace), "--", "sh", "-ec", lines)
            .inheritIO()
            .start();
    assertThat(process.waitFor()).as(lines).isZero();
  }

  void apply(Ruleset rules) throws Exception {
    gateway.run(() -> {
      table.apply(rules);
      return null;
    });
  }

  /// How many packets each rule has met.
  Map<String, Long> met(Ruleset rules) throws Exception {
    Map<String, Long> met = new HashMap<>();
    gateway
        .run(() -> table.counters(rules))
        .forEach((rule, counted) -> met.put(rule, counted.packets()));
    return met;
  }

  long arrived() throws InterruptedException {
    return counters.read(gateway, WITNESS).getOrDefault("arrived", 0L);
  }

  long survived() throws InterruptedException {
    return counters.read(gateway, WITNESS).getOrDefault("survived", 0L);
  }

  /// Puts a packet on the wire that it arrives by.
  void send(Packet packet) throws ErrnoException {
    if (packet.route() instanceof Route.Arriving(var name, _)) {
      boolean toAll = packet.destination().equals(Policies.ip("255.255.255.255"));
      number++;
      var frame = new Frame(packet, toAll ? BROADCAST : mac(name), number);
      send(name, frame.bytes());
    }
  }

  /// Puts bytes on the wire of an interface.
  void send(String name, byte[] frame) throws ErrnoException {
    Syscalls.send(Objects.requireNonNull(wires.get(name)), frame);
  }

  @Override
  public void close() throws ErrnoException {
    for (int descriptor : wires.values()) {
      Syscalls.close(descriptor);
    }
    around.close();
    gateway.close();
  }
}
