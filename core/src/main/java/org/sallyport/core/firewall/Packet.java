package org.sallyport.core.firewall;

import java.net.InetAddress;
import java.util.EnumSet;
import java.util.Set;

/// A packet as rules see it.
///
/// @param route the interfaces that it comes and goes by
/// @param source its source address
/// @param destination its destination address, before any redirection
/// @param payload what it carries
/// @param state how connection tracking sees it
/// @param fragment whether it is a fragment
/// @param direction whose packet of its connection it is
public record Packet(
    Route route,
    InetAddress source,
    InetAddress destination,
    Payload payload,
    ConnectionState state,
    boolean fragment,
    Direction direction) {
  /// Whose packet of a connection it is.
  public enum Direction {
    /// Of who opened it.
    ORIGINAL,
    /// Of who was asked.
    REPLY
  }

  /// A packet of who opened the connection.
  public Packet(
      Route route,
      InetAddress source,
      InetAddress destination,
      Payload payload,
      ConnectionState state,
      boolean fragment) {
    this(route, source, destination, payload, state, fragment, Direction.ORIGINAL);
  }

  /// The same packet with another way and destination.
  Packet to(Route other, InetAddress address) {
    return new Packet(other, source, address, payload, state, fragment, direction);
  }

  /// Where a packet comes from or goes to, on this machine.
  public sealed interface Route {
    /// It arrives.
    ///
    /// @param from the interface's name
    /// @param mac the hardware address of its sender, in lower case; "" if there is none
    record Arriving(String from, String mac) implements Route {}

    /// A process of this machine sent it.
    ///
    /// @param by the interface's name
    /// @param uid who owns the process
    record Leaving(String by, long uid) implements Route {}
  }

  /// What a packet carries.
  public sealed interface Payload {
    /// A TCP segment.
    ///
    /// @param port the destination's
    record Tcp(int port, Set<TcpFlag> flags) implements Payload {
      public Tcp {
        flags = flags.isEmpty() ? Set.of() : Set.copyOf(flags);
      }

      /// The first segment of a connection.
      public static Tcp opening(int port) {
        return new Tcp(port, EnumSet.of(TcpFlag.SYN));
      }
    }

    /// A UDP datagram.
    ///
    /// @param sourcePort the sender's
    /// @param port the destination's
    record Udp(int sourcePort, int port) implements Payload {}

    /// An ICMP or, over IPv6, ICMPv6 message.
    ///
    /// @param type its number
    /// @param code its number
    record Icmp(int type, int code) implements Payload {}

    /// Anything else.
    ///
    /// @param protocol its number (IANA, Assigned Internet Protocol Numbers)
    record Other(int protocol) implements Payload {}
  }

  /// Whether it is an IPv4 packet.
  public boolean isV4() {
    return destination.getAddress().length == 4;
  }
}
