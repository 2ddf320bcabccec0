package org.sallyport.gateway.lan;

import java.net.InetAddress;
import java.util.Set;
import org.sallyport.core.firewall.ConnectionState;
import org.sallyport.core.firewall.Network;
import org.sallyport.core.firewall.Packet;
import org.sallyport.core.firewall.Packet.Payload;
import org.sallyport.core.firewall.Packet.Route;
import org.sallyport.core.firewall.TcpFlag;

/// What becomes of a packet here and not on a Whonix-Gateway. The constants are the rows of the
/// tables in `docs/how-to/move-from-whonix.md`; of a packet that differs, the first that holds is
/// the reason.
enum Difference {
  FOREIGN_SOURCE("a source that is no workstation's") {
    @Override
    boolean covers(Packet packet) {
      return isFrom(packet, UpstreamGateway.INTERNAL)
          && (!isInside(packet.source()) || isOwn(packet.source()));
    }
  },
  INTERNAL_OUTSIDE("an internal address on the uplink") {
    @Override
    boolean covers(Packet packet) {
      return isFrom(packet, UpstreamGateway.EXTERNAL)
          && (isInside(packet.source()) || isOwn(packet.destination()));
    }
  },
  FRAGMENTS_V6("fragments over IPv6") {
    @Override
    boolean covers(Packet packet) {
      return packet.fragment() && !packet.isV4() && packet.route() instanceof Route.Arriving;
    }
  },
  ROUTERS("routers among neighbours") {
    @Override
    boolean covers(Packet packet) {
      return !packet.isV4()
          && packet.payload() instanceof Payload.Icmp(var type, _)
          && Set.of(133, 134, 137).contains(type);
    }
  },
  NO_OPENING("a connection without its beginning") {
    @Override
    boolean covers(Packet packet) {
      return isFrom(packet, UpstreamGateway.INTERNAL)
          && packet.state() == ConnectionState.NEW
          && packet.payload() instanceof Payload.Tcp(_, var flags)
          && !flags.contains(TcpFlag.SYN);
    }
  },
  DNS_PORT("the DNSPort's own number") {
    @Override
    boolean covers(Packet packet) {
      return isFrom(packet, UpstreamGateway.INTERNAL)
          && packet.payload() instanceof Payload.Udp(_, var port)
          && port == 5300;
    }
  },
  INVALID_OUT("invalid packets that go out") {
    @Override
    boolean covers(Packet packet) {
      return packet.route() instanceof Route.Leaving && packet.state() == ConnectionState.INVALID;
    }
  },
  TO_WORKSTATIONS("connections to workstations") {
    @Override
    boolean covers(Packet packet) {
      return packet.route() instanceof Route.Leaving(var by, _)
          && by.equals(UpstreamGateway.INTERNAL)
          && packet.state() != ConnectionState.INVALID;
    }
  },
  WORKSTATIONS_PORTS("the workstations' ports, from the gateway") {
    @Override
    boolean covers(Packet packet) {
      return packet.route() instanceof Route.Leaving(var by, _)
          && by.equals("lo")
          && isOwn(packet.destination());
    }
  },
  TOR_TCP("tor by anything but TCP") {
    @Override
    boolean covers(Packet packet) {
      return isOut(packet, UpstreamGateway.TOR) && !(packet.payload() instanceof Payload.Tcp);
    }
  },
  TOR_RELAYS("tor to what is no relay") {
    @Override
    boolean covers(Packet packet) {
      return isOut(packet, UpstreamGateway.TOR) && packet.state() == ConnectionState.NEW;
    }
  },
  CLEARNET("users clearnet and tunnel") {
    @Override
    boolean covers(Packet packet) {
      return isOut(packet, UpstreamGateway.CLEARNET) || isOut(packet, UpstreamGateway.TUNNEL);
    }
  },
  DIRECT("networks of the house") {
    @Override
    boolean covers(Packet packet) {
      return packet.route() instanceof Route.Leaving(var by, _)
          && by.equals(UpstreamGateway.EXTERNAL)
          && UpstreamGateway.isNonTor(packet.destination());
    }
  },
  GOING_ON("connections that go on") {
    @Override
    boolean covers(Packet packet) {
      return packet.route() instanceof Route.Leaving(var by, _)
          && by.equals(UpstreamGateway.EXTERNAL)
          && packet.state() == ConnectionState.ESTABLISHED;
    }
  },
  DNS_BY_TCP("DNS by TCP") {
    @Override
    boolean covers(Packet packet) {
      return isFrom(packet, UpstreamGateway.INTERNAL)
          && packet.payload() instanceof Payload.Tcp(var port, _)
          && port == 53;
    }
  },
  MORE_PORTS("ports 9080, 9116 and 9151") {
    @Override
    boolean covers(Packet packet) {
      return isFrom(packet, UpstreamGateway.INTERNAL)
          && isOwn(packet.destination())
          && packet.payload() instanceof Payload.Tcp(var port, _)
          && Set.of(9080, 9116, 9151).contains(port);
    }
  };

  private static final Network INSIDE_V4 =
      Network.around(InetAddress.ofLiteral("10.152.152.10"), 18);
  private static final Network INSIDE_V6 =
      Network.around(InetAddress.ofLiteral("fd19:c33d:88bc::10"), 96);

  private final String row;

  Difference(String row) {
    this.row = row;
  }

  /// What the table calls it.
  String row() {
    return row;
  }

  /// Whether it is about such packets.
  abstract boolean covers(Packet packet);

  /// Whether less passes here than there, or the same with less said.
  static boolean isStricter(Fate upstream, Fate here) {
    return switch (here) {
      case Fate.Dropped _ -> true;
      case Fate.Rejected _ -> !(upstream instanceof Fate.Dropped);
      case Fate.Passes _, Fate.Reaches _ -> false;
    };
  }

  private static boolean isFrom(Packet packet, String name) {
    return packet.route() instanceof Route.Arriving(var from, _) && from.equals(name);
  }

  private static boolean isOut(Packet packet, long user) {
    return packet.route() instanceof Route.Leaving(var by, var uid)
        && by.equals(UpstreamGateway.EXTERNAL)
        && uid == user;
  }

  private static boolean isInside(InetAddress address) {
    return INSIDE_V4.contains(address) || INSIDE_V6.contains(address);
  }

  private static boolean isOwn(InetAddress address) {
    return UpstreamGateway.DEST_SOCKSIFIED.contains(address);
  }
}
