package org.sallyport.gateway.lan;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.sallyport.core.firewall.ConnectionState;
import org.sallyport.core.firewall.Packet;
import org.sallyport.core.firewall.Packet.Payload;
import org.sallyport.core.firewall.Packet.Route;
import org.sallyport.core.firewall.TcpFlag;
import org.sallyport.core.port.PortRange;

/// Packets of every kind that the documented rules of a Whonix-Gateway speak of, over IPv4 and
/// IPv6. What connection tracking could not say is left out: a connection that goes on, or an error
/// that speaks of one, is for an address of this machine. What is sent meets rules before it is cut
/// into fragments.
final class PacketSet {
  private static final List<Integer> PORTS =
      List.of(
          1, 22, 53, 80, 443, 5300, 5353, 5400, 9000, 9040, 9041, 9049, 9050, 9051, 9052, 9080,
          9112, 9113, 9116, 9119, 9121, 9126, 9149, 9150, 9151, 9230, 20_000, 20_001, 65_535);
  private static final List<Set<TcpFlag>> FLAGS =
      List.of(
          Set.of(TcpFlag.ACK),
          Set.of(TcpFlag.SYN, TcpFlag.ACK),
          Set.of(TcpFlag.FIN, TcpFlag.ACK),
          Set.of(TcpFlag.RST),
          Set.of(TcpFlag.RST, TcpFlag.ACK),
          Set.of(),
          Set.of(TcpFlag.FIN, TcpFlag.SYN),
          Set.of(TcpFlag.SYN, TcpFlag.RST),
          Set.of(TcpFlag.FIN, TcpFlag.RST),
          Set.of(TcpFlag.FIN, TcpFlag.PSH, TcpFlag.URG),
          Set.copyOf(EnumSet.allOf(TcpFlag.class)));

  private static final Set<Set<TcpFlag>> BEGINNING =
      Set.of(Set.of(TcpFlag.SYN), Set.of(TcpFlag.ACK));
  private static final Set<Set<TcpFlag>> VALID =
      Set.of(
          Set.of(TcpFlag.SYN),
          Set.of(TcpFlag.SYN, TcpFlag.ACK),
          Set.of(TcpFlag.ACK),
          Set.of(TcpFlag.RST),
          Set.of(TcpFlag.RST, TcpFlag.ACK),
          Set.of(TcpFlag.FIN, TcpFlag.ACK));

  private static final List<String> SOURCES_V4 =
      List.of("10.152.152.11", "10.152.152.12", "10.152.152.10", "192.0.2.9", "10.0.2.2");
  private static final List<String> SOURCES_V6 =
      List.of("fd19:c33d:88bc::11", "fd19:c33d:88bc::10", "2001:db8::9", "fe80::1");
  private static final List<String> ARRIVING_V4 =
      List.of("10.152.152.10", "10.152.152.12", "10.0.2.15", "198.51.100.7", "192.168.1.5");
  private static final List<String> ARRIVING_V6 =
      List.of("fd19:c33d:88bc::10", "fd19:c33d:88bc::12", "2001:db8::7", "ff02::1");
  private static final List<String> LEAVING_V4 =
      List.of(
          "198.51.100.7", "192.168.1.5", "10.0.2.2", "10.152.152.11", "10.152.152.10", "127.0.0.1");
  private static final List<String> LEAVING_V6 =
      List.of("2001:db8::7", "fd19:c33d:88bc::11", "fd19:c33d:88bc::10", "::1", "fe80::2");

  private final Set<Packet> packets = new LinkedHashSet<>();

  private PacketSet() {}

  static List<Packet> all() {
    var set = new PacketSet();
    for (String from : List.of("eth0", "eth1", "lo")) {
      set.arriving(from, SOURCES_V4, ARRIVING_V4);
      set.arriving(from, SOURCES_V6, ARRIVING_V6);
    }
    for (long uid :
        List.of(UpstreamGateway.TOR, UpstreamGateway.CLEARNET, UpstreamGateway.TUNNEL, 0L, 1000L)) {
      for (String by : List.of("eth0", "eth1", "lo")) {
        boolean uplink = by.equals(UpstreamGateway.EXTERNAL);
        var route = new Route.Leaving(by, uid);
        set.leaving(route, uplink ? "10.0.2.15" : "10.152.152.10", LEAVING_V4);
        set.leaving(route, uplink ? "2001:db8::15" : "fd19:c33d:88bc::10", LEAVING_V6);
      }
    }
    return List.copyOf(set.packets);
  }

  private void arriving(String from, List<String> sources, List<String> destinations) {
    for (String source : sources) {
      for (String destination : destinations) {
        add(new Route.Arriving(from, "52:54:00:00:00:11"), source, destination);
      }
    }
  }

  private void leaving(Route route, String source, List<String> destinations) {
    destinations.forEach(destination -> add(route, source, destination));
  }

  private void add(Route route, String source, String destination) {
    InetAddress from = InetAddress.ofLiteral(source);
    InetAddress to = InetAddress.ofLiteral(destination);
    for (Payload payload : payloads(to.getAddress().length == 4)) {
      for (ConnectionState state : ConnectionState.values()) {
        if (isPossible(state, payload) && isPossible(state, route, to)) {
          packets.add(new Packet(route, from, to, payload, state, false));
        }
      }
    }
    List<Payload> fragments =
        route instanceof Route.Arriving
            ? List.of(Payload.Tcp.opening(443), new Payload.Udp(4000, 53))
            : List.of();
    for (Payload payload : fragments) {
      packets.add(new Packet(route, from, to, payload, ConnectionState.NEW, true));
    }
  }

  /// What the kernel makes of flags: those that nobody means are invalid, and a connection is new
  /// with SYN, or with ACK if it began before anybody looked (`nf_conntrack_proto_tcp.c`,
  /// `tcp_valid_flags` and `tcp_conntracks`). Only ICMP speaks of other connections.
  private static boolean isPossible(ConnectionState state, Payload payload) {
    return switch (state) {
      case INVALID -> true;
      case RELATED -> payload instanceof Payload.Icmp;
      case NEW -> !(payload instanceof Payload.Tcp(_, var flags)) || BEGINNING.contains(flags);
      case ESTABLISHED -> !(payload instanceof Payload.Tcp(_, var flags)) || VALID.contains(flags);
    };
  }

  private static boolean isPossible(ConnectionState state, Route route, InetAddress to) {
    return switch (state) {
      case NEW, INVALID -> true;
      case ESTABLISHED, RELATED ->
          route instanceof Route.Leaving
              || to.equals(InetAddress.ofLiteral("10.152.152.10"))
              || to.equals(InetAddress.ofLiteral("fd19:c33d:88bc::10"))
              || to.equals(InetAddress.ofLiteral("10.0.2.15"));
    };
  }

  private static List<Payload> payloads(boolean v4) {
    var payloads = new ArrayList<Payload>();
    PORTS.forEach(port -> payloads.add(Payload.Tcp.opening(port)));
    for (PortRange range : List.of(new PortRange(9100, 9111), new PortRange(9114, 9229))) {
      for (int port = range.first(); port <= range.last(); port++) {
        payloads.add(Payload.Tcp.opening(port));
      }
    }
    for (Set<TcpFlag> flags : FLAGS) {
      for (int port : List.of(443, 9040, 9050)) {
        payloads.add(new Payload.Tcp(port, flags));
      }
    }
    for (int port : List.of(53, 67, 123, 443, 5300, 9050)) {
      payloads.add(new Payload.Udp(4000, port));
    }
    payloads.add(new Payload.Udp(67, 68));
    payloads.add(new Payload.Udp(68, 67));
    payloads.add(new Payload.Udp(547, 546));
    for (int type : v4 ? List.of(0, 3, 5, 8, 11, 13) : List.of(1, 2, 3, 128, 129)) {
      payloads.add(new Payload.Icmp(type, 0));
    }
    if (v4) {
      payloads.add(new Payload.Icmp(3, 4));
    } else {
      List.of(133, 134, 135, 136, 137, 143).forEach(t -> payloads.add(new Payload.Icmp(t, 0)));
    }
    List.of(2, 41, 47, 50, 132).forEach(number -> payloads.add(new Payload.Other(number)));
    return payloads;
  }
}
