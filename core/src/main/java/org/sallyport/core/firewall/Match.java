package org.sallyport.core.firewall;

import java.util.List;
import java.util.Set;
import org.sallyport.core.firewall.Packet.Payload;
import org.sallyport.core.firewall.Packet.Route;
import org.sallyport.core.port.PortRange;

/// One condition of a rule.
public sealed interface Match {
  /// Whether the condition holds of a packet.
  ///
  /// @param redirected whether a rule has redirected its connection already
  boolean holds(Packet packet, boolean redirected);

  /// It arrives by this interface.
  record From(String name) implements Match {
    @Override
    public boolean holds(Packet packet, boolean redirected) {
      return packet.route() instanceof Route.Arriving(var from, _) && from.equals(name);
    }
  }

  /// It arrives by one of these interfaces.
  record FromOneOf(List<String> names) implements Match {
    public FromOneOf {
      names = List.copyOf(names);
    }

    @Override
    public boolean holds(Packet packet, boolean redirected) {
      return packet.route() instanceof Route.Arriving(var from, _) && names.contains(from);
    }
  }

  /// It arrives by none of these interfaces.
  record FromOthers(List<String> names) implements Match {
    public FromOthers {
      names = List.copyOf(names);
    }

    @Override
    public boolean holds(Packet packet, boolean redirected) {
      return packet.route() instanceof Route.Arriving(var from, _) && !names.contains(from);
    }
  }

  /// It leaves by this interface.
  record By(String name) implements Match {
    @Override
    public boolean holds(Packet packet, boolean redirected) {
      return packet.route() instanceof Route.Leaving(var by, _) && by.equals(name);
    }
  }

  /// It leaves by one of these interfaces.
  record ByOneOf(List<String> names) implements Match {
    public ByOneOf {
      names = List.copyOf(names);
    }

    @Override
    public boolean holds(Packet packet, boolean redirected) {
      return packet.route() instanceof Route.Leaving(var by, _) && names.contains(by);
    }
  }

  /// It leaves by none of these interfaces.
  record ByOthers(List<String> names) implements Match {
    public ByOthers {
      names = List.copyOf(names);
    }

    @Override
    public boolean holds(Packet packet, boolean redirected) {
      return packet.route() instanceof Route.Leaving(var by, _) && !names.contains(by);
    }
  }

  /// It is IPv4, or IPv6.
  record OfFamily(Family family) implements Match {
    @Override
    public boolean holds(Packet packet, boolean redirected) {
      return family.has(packet.destination());
    }
  }

  /// Its source is in this network.
  record Source(Network network) implements Match {
    @Override
    public boolean holds(Packet packet, boolean redirected) {
      return network.contains(packet.source());
    }
  }

  /// Its destination is in this network.
  record Destination(Network network) implements Match {
    @Override
    public boolean holds(Packet packet, boolean redirected) {
      return network.contains(packet.destination());
    }
  }

  /// It is TCP to one of these addresses and ports.
  record Among(EndpointSet endpoints) implements Match {
    @Override
    public boolean holds(Packet packet, boolean redirected) {
      return packet.payload() instanceof Payload.Tcp(var port, _)
          && port > 0
          && endpoints.members().contains(new Endpoint(packet.destination(), port));
    }
  }

  /// Its sender has this hardware address.
  record Sender(String mac) implements Match {
    @Override
    public boolean holds(Packet packet, boolean redirected) {
      return packet.route() instanceof Route.Arriving(_, var sender) && sender.equals(mac);
    }
  }

  /// A process of this user sent it.
  record Owner(long uid) implements Match {
    @Override
    public boolean holds(Packet packet, boolean redirected) {
      return packet.route() instanceof Route.Leaving(_, var owner) && owner == uid;
    }
  }

  /// A process sent it, of another user than this one. (The kernel itself is no process.)
  record OwnerOthers(long uid) implements Match {
    @Override
    public boolean holds(Packet packet, boolean redirected) {
      return packet.route() instanceof Route.Leaving(_, var owner) && owner != uid;
    }
  }

  /// Its connection is in this state.
  record Connection(ConnectionState state) implements Match {
    @Override
    public boolean holds(Packet packet, boolean redirected) {
      return packet.state() == state;
    }
  }

  /// It answers a connection that the other side opened.
  record Answering() implements Match {
    @Override
    public boolean holds(Packet packet, boolean redirected) {
      return packet.direction() == Packet.Direction.REPLY;
    }
  }

  /// Its connection would be one more than so many that this rule has seen and that still are.
  /// Decisions speak of who stays within limits.
  record MoreAtOnce(int connections) implements Match {
    @Override
    public boolean holds(Packet packet, boolean redirected) {
      return false;
    }
  }

  /// It is one more than so many a second, and than so many at once after a pause. Decisions speak
  /// of who stays within limits.
  record MoreASecond(int packets, int atOnce) implements Match {
    @Override
    public boolean holds(Packet packet, boolean redirected) {
      return false;
    }
  }

  /// A rule redirected its connection to a socket of the gateway's.
  ///
  /// @param lowest below it are no such sockets: whoever is redirected there, another hand did it
  record Redirected(int lowest) implements Match {
    @Override
    public boolean holds(Packet packet, boolean redirected) {
      return redirected;
    }
  }

  /// It is a fragment of an IPv4 datagram, but not the first one.
  record FragmentV4() implements Match {
    @Override
    public boolean holds(Packet packet, boolean redirected) {
      return packet.fragment() && packet.isV4();
    }
  }

  /// It is a fragment of an IPv6 datagram.
  record FragmentV6() implements Match {
    @Override
    public boolean holds(Packet packet, boolean redirected) {
      return packet.fragment() && !packet.isV4();
    }
  }

  /// It is TCP.
  record Tcp() implements Match {
    @Override
    public boolean holds(Packet packet, boolean redirected) {
      return packet.payload() instanceof Payload.Tcp;
    }
  }

  /// It is TCP to one of these ports, ascending and apart.
  record TcpTo(List<PortRange> ports) implements Match {
    public TcpTo {
      ports = List.copyOf(ports);
    }

    @Override
    public boolean holds(Packet packet, boolean redirected) {
      return packet.payload() instanceof Payload.Tcp(var port, _)
          && ports.stream().anyMatch(range -> range.contains(port));
    }
  }

  /// Of these flags of TCP it has exactly those.
  record Flags(Set<TcpFlag> these, Set<TcpFlag> exactly) implements Match {
    public Flags {
      these = Set.copyOf(these);
      exactly = Set.copyOf(exactly);
    }

    @Override
    public boolean holds(Packet packet, boolean redirected) {
      return packet.payload() instanceof Payload.Tcp(_, var flags)
          && these.stream().allMatch(flag -> flags.contains(flag) == exactly.contains(flag));
    }
  }

  /// It is UDP to one of these ports, ascending and apart.
  record UdpTo(List<PortRange> ports) implements Match {
    public UdpTo {
      ports = List.copyOf(ports);
    }

    @Override
    public boolean holds(Packet packet, boolean redirected) {
      return packet.payload() instanceof Payload.Udp(_, var port)
          && ports.stream().anyMatch(range -> range.contains(port));
    }
  }

  /// It is UDP from this port to that one.
  record UdpBetween(int sourcePort, int port) implements Match {
    @Override
    public boolean holds(Packet packet, boolean redirected) {
      return packet.payload().equals(new Payload.Udp(sourcePort, port));
    }
  }

  /// It finds neighbours, and was sent on this very link (RFC 4861 §4.3, §4.4, hop limit 255).
  record NeighbourDiscovery() implements Match {
    private static final Set<Integer> TYPES = Set.of(135, 136);

    @Override
    public boolean holds(Packet packet, boolean redirected) {
      return isIcmpV6(packet, TYPES);
    }
  }

  /// It asks for routers on this very link (RFC 4861 §4.1).
  record RouterSolicitation() implements Match {
    private static final Set<Integer> TYPES = Set.of(133);

    @Override
    public boolean holds(Packet packet, boolean redirected) {
      return isIcmpV6(packet, TYPES);
    }
  }

  /// A router of this very link says what it is (RFC 4861 §4.2).
  record RouterAdvertisement() implements Match {
    private static final Set<Integer> TYPES = Set.of(134);

    @Override
    public boolean holds(Packet packet, boolean redirected) {
      return isIcmpV6(packet, TYPES);
    }
  }

  /// It asks for an echo, over IPv4 (RFC 792).
  record EchoV4() implements Match {
    private static final Payload ECHO = new Payload.Icmp(8, 0);

    @Override
    public boolean holds(Packet packet, boolean redirected) {
      return packet.isV4() && packet.payload().equals(ECHO);
    }
  }

  /// It asks for an echo, over IPv6 (RFC 4443 §4.1).
  record EchoV6() implements Match {
    private static final Payload ECHO = new Payload.Icmp(128, 0);

    @Override
    public boolean holds(Packet packet, boolean redirected) {
      return !packet.isV4() && packet.payload().equals(ECHO);
    }
  }

  /// It says that an IPv4 packet was too big (RFC 1191 §4).
  record TooBigV4() implements Match {
    private static final Payload NEEDS_FRAGMENTS = new Payload.Icmp(3, 4);

    @Override
    public boolean holds(Packet packet, boolean redirected) {
      return packet.isV4() && packet.payload().equals(NEEDS_FRAGMENTS);
    }
  }

  /// It says that an IPv6 packet was too big (RFC 4443 §3.2).
  record TooBigV6() implements Match {
    private static final Payload TOO_BIG = new Payload.Icmp(2, 0);

    @Override
    public boolean holds(Packet packet, boolean redirected) {
      return !packet.isV4() && packet.payload().equals(TOO_BIG);
    }
  }

  private static boolean isIcmpV6(Packet packet, Set<Integer> types) {
    return !packet.isV4()
        && packet.payload() instanceof Payload.Icmp(var type, _)
        && types.contains(type);
  }
}
