package org.sallyport.testbed.leak.world;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;

/// What an Ethernet frame is, read from its headers. Pure; any bytes give a frame, those that make
/// no sense one that says so.
///
/// Sources: IEEE 802.3, RFC 791 (IPv4), RFC 8200 (IPv6).
sealed interface Frame {
  /// An IPv4 or IPv6 packet.
  ///
  /// @param source who says to have sent it
  /// @param destination where it goes
  /// @param protocol the number of what it carries; of IPv6, of the first header
  /// @param body what the transport says
  record Packet(String source, String destination, int protocol, Body body) implements Frame {}

  /// What the header of TCP or UDP says.
  ///
  /// @param sourcePort 0 if there is no such header
  /// @param destinationPort 0 if there is no such header
  /// @param opens whether it asks for a new TCP connection
  /// @param resets whether it says that there is no such TCP connection
  record Body(int sourcePort, int destinationPort, boolean opens, boolean resets) {
    /// No header of TCP or UDP, or a later fragment without it.
    static final Body NONE = new Body(0, 0, false, false);
  }

  /// Anything else.
  ///
  /// @param etherType what it says to be
  record Other(int etherType) implements Frame {}

  /// Too short or contradictory.
  record Broken(String why) implements Frame {}

  /// The protocol number of TCP.
  int TCP = 6;

  /// The protocol number of UDP.
  int UDP = 17;

  /// Reads a frame.
  static Frame parse(byte[] bytes) {
    return FrameReader.read(ByteBuffer.wrap(bytes));
  }

  /// In words, for a report.
  default String text() {
    return switch (this) {
      case Packet packet -> FrameReader.words(packet);
      case Other(int etherType) -> "a frame of type 0x%04x".formatted(etherType);
      case Broken(String why) -> "a broken frame (" + why + ")";
    };
  }
}

/// The reading of [Frame]s.
final class FrameReader {
  private static final int ETHERNET_BYTES = 14;
  private static final int TYPE_AT = 12;
  private static final int IPV4 = 0x0800;
  private static final int IPV6 = 0x86dd;
  private static final int IPV4_BYTES = 20;
  private static final int IPV6_BYTES = 40;
  private static final int IPV4_PROTOCOL_AT = 9;
  private static final int IPV4_SOURCE_AT = 12;
  private static final int IPV6_PROTOCOL_AT = 6;
  private static final int IPV6_SOURCE_AT = 8;
  private static final int IPV4_FRAGMENT_AT = 6;
  private static final int FRAGMENT_OFFSET_MASK = 0x1fff;
  private static final int IPV4_ADDRESS_BYTES = 4;
  private static final int IPV6_ADDRESS_BYTES = 16;
  private static final int TCP_FLAGS_AT = 13;
  private static final int TCP_SYN = 2;
  private static final int TCP_RST = 4;
  private static final int TCP_ACK = 16;
  private static final int NIBBLE = 0x0f;
  private static final int BYTE = 0xff;
  private static final int SHORT = 0xffff;
  private static final Map<Integer, String> NAMES =
      Map.of(
          1,
          "ICMP",
          2,
          "IGMP",
          Frame.TCP,
          "TCP",
          Frame.UDP,
          "UDP",
          33,
          "DCCP",
          58,
          "ICMPv6",
          132,
          "SCTP",
          136,
          "UDP-Lite");

  private FrameReader() {}

  static Frame read(ByteBuffer frame) {
    if (frame.limit() < ETHERNET_BYTES) {
      return new Frame.Broken(frame.limit() + " bytes");
    }
    int type = frame.getShort(TYPE_AT) & SHORT;
    ByteBuffer packet = frame.slice(ETHERNET_BYTES, frame.limit() - ETHERNET_BYTES);
    return switch (type) {
      case IPV4 -> ipv4(packet);
      case IPV6 -> ipv6(packet);
      default -> new Frame.Other(type);
    };
  }

  private static Frame ipv4(ByteBuffer packet) {
    if (packet.limit() < IPV4_BYTES) {
      return new Frame.Broken("IPv4 header of " + packet.limit() + " bytes");
    }
    int headerBytes = (packet.get(0) & NIBBLE) * Integer.BYTES;
    boolean first = (packet.getShort(IPV4_FRAGMENT_AT) & FRAGMENT_OFFSET_MASK) == 0;
    int protocol = packet.get(IPV4_PROTOCOL_AT) & BYTE;
    return packet(
        packet,
        new Layout(
            IPV4_SOURCE_AT, IPV4_ADDRESS_BYTES, protocol, first ? headerBytes : packet.limit()));
  }

  private static Frame ipv6(ByteBuffer packet) {
    if (packet.limit() < IPV6_BYTES) {
      return new Frame.Broken("IPv6 header of " + packet.limit() + " bytes");
    }
    int protocol = packet.get(IPV6_PROTOCOL_AT) & BYTE;
    return packet(packet, new Layout(IPV6_SOURCE_AT, IPV6_ADDRESS_BYTES, protocol, IPV6_BYTES));
  }

  /// Where things are in a packet.
  private record Layout(int sourceAt, int addressBytes, int protocol, int bodyAt) {}

  private static Frame packet(ByteBuffer packet, Layout layout) {
    return new Frame.Packet(
        address(packet, layout.sourceAt(), layout.addressBytes()),
        address(packet, layout.sourceAt() + layout.addressBytes(), layout.addressBytes()),
        layout.protocol(),
        body(packet, layout));
  }

  private static Frame.Body body(ByteBuffer packet, Layout layout) {
    boolean tcp = layout.protocol() == Frame.TCP;
    int at = layout.bodyAt();
    if ((!tcp && layout.protocol() != Frame.UDP) || packet.limit() < at + Integer.BYTES) {
      return Frame.Body.NONE;
    }
    int flags = tcp && packet.limit() > at + TCP_FLAGS_AT ? packet.get(at + TCP_FLAGS_AT) : 0;
    return new Frame.Body(
        packet.getShort(at) & SHORT,
        packet.getShort(at + Short.BYTES) & SHORT,
        (flags & (TCP_SYN | TCP_ACK)) == TCP_SYN,
        (flags & TCP_RST) != 0);
  }

  private static String address(ByteBuffer packet, int at, int bytes) {
    var raw = new byte[bytes];
    packet.get(at, raw);
    try {
      return InetAddress.getByAddress(raw).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("address: " + Arrays.toString(raw), e);
    }
  }

  static String words(Frame.Packet packet) {
    String name = NAMES.getOrDefault(packet.protocol(), "protocol " + packet.protocol());
    return packet.body().destinationPort() == 0
        ? "%s %s -> %s".formatted(name, packet.source(), packet.destination())
        : "%s %s port %d -> %s port %d"
            .formatted(
                name,
                packet.source(),
                packet.body().sourcePort(),
                packet.destination(),
                packet.body().destinationPort());
  }
}
