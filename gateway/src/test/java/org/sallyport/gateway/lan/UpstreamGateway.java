package org.sallyport.gateway.lan;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sallyport.core.firewall.ConnectionState;
import org.sallyport.core.firewall.Network;
import org.sallyport.core.firewall.Packet;
import org.sallyport.core.firewall.Packet.Payload;
import org.sallyport.core.firewall.Packet.Route;
import org.sallyport.core.firewall.TcpFlag;
import org.sallyport.core.port.PortKind;
import org.sallyport.core.port.PortRange;

/// What a Whonix-Gateway with its defaults does with a packet, as documented: the order of the
/// rules of whonix-firewall 64ef2fc (`whonix-gateway-firewall`) and the addresses of its scripts.
/// Written from that description, rule by rule; knows nothing of Sallyport's rules.
final class UpstreamGateway {
  static final String EXTERNAL = "eth0";
  static final String INTERNAL = "eth1";

  /// Users that leave without Tor: `debian-tor`, `clearnet`, `tunnel`.
  static final long TOR = 104;

  static final long CLEARNET = 1001;
  static final long TUNNEL = 1002;

  private static final Set<Long> NO_NAT_USERS = Set.of(TOR, CLEARNET, TUNNEL);
  private static final Set<InetAddress> OWN =
      Set.of(
          InetAddress.ofLiteral("10.152.152.10"),
          InetAddress.ofLiteral("fd19:c33d:88bc::10"),
          InetAddress.ofLiteral("10.0.2.15"));
  static final Set<InetAddress> DEST_SOCKSIFIED =
      Set.of(InetAddress.ofLiteral("10.152.152.10"), InetAddress.ofLiteral("fd19:c33d:88bc::10"));
  private static final List<Network> NON_TOR_GATEWAY =
      List.of(
          network("127.0.0.0", 8),
          network("192.168.0.0", 24),
          network("192.168.1.0", 24),
          network("10.152.152.0", 24),
          network("10.0.2.0", 24),
          network("::1", 128),
          network("fd19:c33d:88bc::", 96));
  private static final List<PortRange> SOCKS =
      List.of(
          new PortRange(9050, 9050),
          new PortRange(9100, 9111),
          new PortRange(9114, 9115),
          new PortRange(9117, 9118),
          new PortRange(9122, 9125),
          new PortRange(9150, 9150),
          new PortRange(9152, 9189));
  private static final PortRange HTTP = new PortRange(9190, 9229);
  private static final Set<Integer> NEIGHBOUR_DISCOVERY = Set.of(133, 134, 135, 136, 137);

  private UpstreamGateway() {}

  private static Network network(String base, int bits) {
    return new Network(InetAddress.ofLiteral(base), bits);
  }

  static Fate decide(Packet packet) {
    return switch (packet.route()) {
      case Route.Arriving(var from, _) -> arriving(packet, from);
      case Route.Leaving(var by, var uid) -> leaving(packet, by, uid);
    };
  }

  /// Prerouting, then input; what is for others is dropped by the kernel, which does not forward.
  private static Fate arriving(Packet packet, String from) {
    boolean inside = from.equals(INTERNAL);
    @Nullable PortKind redirected = inside && isNew(packet) ? redirect(packet) : null;
    if (redirected == null && !isHere(packet.destination())) {
      return new Fate.Dropped();
    }
    if (isOdd(packet)) {
      return new Fate.Dropped();
    }
    if (from.equals("lo") || packet.state() == ConnectionState.ESTABLISHED) {
      return new Fate.Passes();
    }
    if (isTooBig(packet) && packet.state() == ConnectionState.RELATED) {
      return new Fate.Passes();
    }
    if (isNeighbourDiscovery(packet)) {
      return new Fate.Passes();
    }
    @Nullable PortKind reached = redirected != null ? redirected : direct(packet.payload());
    if (!inside || reached == null) {
      return new Fate.Dropped();
    }
    return new Fate.Reaches(reached);
  }

  private static @Nullable PortKind redirect(Packet packet) {
    return switch (packet.payload()) {
      case Payload.Tcp(var port, var flags) -> {
        @Nullable PortKind named = named(port);
        boolean here = DEST_SOCKSIFIED.contains(packet.destination());
        boolean opening =
            flags.contains(TcpFlag.SYN)
                && !flags.contains(TcpFlag.FIN)
                && !flags.contains(TcpFlag.RST)
                && !flags.contains(TcpFlag.ACK);
        yield here && named != null ? named : opening ? PortKind.TRANS : null;
      }
      case Payload.Udp(_, var port) -> port == 53 ? PortKind.DNS : null;
      case Payload.Icmp _, Payload.Other _ -> null;
    };
  }

  private static @Nullable PortKind named(int port) {
    if (port == 9051) {
      return PortKind.CONTROL;
    }
    if (SOCKS.stream().anyMatch(range -> range.contains(port))) {
      return PortKind.SOCKS;
    }
    return HTTP.contains(port) ? PortKind.HTTP_TUNNEL : null;
  }

  /// Ports that input opens on the internal interface, however a packet comes to them.
  private static @Nullable PortKind direct(Payload payload) {
    return switch (payload) {
      case Payload.Tcp(var port, _) -> port == 9040 ? PortKind.TRANS : named(port);
      case Payload.Udp(_, var port) -> port == 5300 ? PortKind.DNS : null;
      case Payload.Icmp _, Payload.Other _ -> null;
    };
  }

  private static Fate leaving(Packet packet, String by, long uid) {
    if (isOdd(packet)) {
      return new Fate.Rejected();
    }
    boolean passes =
        packet.state() == ConnectionState.ESTABLISHED
            || isNeighbourDiscovery(packet)
            || isNonTor(packet.destination())
            || by.equals("lo")
            || NO_NAT_USERS.contains(uid);
    return passes ? new Fate.Passes() : new Fate.Rejected();
  }

  /// Whether every program may go there directly.
  static boolean isNonTor(InetAddress address) {
    return NON_TOR_GATEWAY.stream().anyMatch(network -> network.contains(address));
  }

  private static boolean isNew(Packet packet) {
    return packet.state() == ConnectionState.NEW;
  }

  private static boolean isHere(InetAddress address) {
    return OWN.contains(address) || address.isLoopbackAddress() || address.isMulticastAddress();
  }

  /// Invalid, fragments (IPv4 only), and flags that no honest program sends.
  private static boolean isOdd(Packet packet) {
    if (packet.state() == ConnectionState.INVALID || (packet.fragment() && packet.isV4())) {
      return true;
    }
    return packet.payload() instanceof Payload.Tcp(_, var flags)
        && (flags.isEmpty()
            || flags.containsAll(Set.of(TcpFlag.FIN, TcpFlag.SYN))
            || flags.containsAll(Set.of(TcpFlag.SYN, TcpFlag.RST))
            || flags.equals(Set.of(TcpFlag.FIN, TcpFlag.PSH, TcpFlag.URG)));
  }

  private static boolean isTooBig(Packet packet) {
    return packet.payload().equals(packet.isV4() ? new Payload.Icmp(3, 4) : new Payload.Icmp(2, 0));
  }

  private static boolean isNeighbourDiscovery(Packet packet) {
    return !packet.isV4()
        && packet.payload() instanceof Payload.Icmp(var type, _)
        && NEIGHBOUR_DISCOVERY.contains(type);
  }
}
