package org.sallyport.linux.nft;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.sallyport.core.firewall.Packet;
import org.sallyport.core.firewall.Packet.Payload;
import org.sallyport.core.firewall.Packet.Route;
import org.sallyport.core.firewall.TcpFlag;

/// A packet as bytes on an Ethernet (RFC 894, RFC 791, RFC 8200), with right checksums.
///
/// @param packet what it says
/// @param to the hardware address of who shall take it
/// @param number makes its connection unlike any other's
record Frame(Packet packet, String to, int number) {
  private static final int MTU = 1_280;
  private static final int TTL = 64;
  private static final int ON_LINK = 255;
  private static final int FRAGMENT_HEADER = 44;
  private static final List<TcpFlag> FLAGS = List.of(TcpFlag.values());
  private static final int FIRST_SOURCE_PORT = 2_000;

  byte[] bytes() {
    return bytes(transport());
  }

  /// The same message about something.
  byte[] with(byte[] about) {
    byte[] message = ByteBuffer.allocate(8 + about.length).put(8, about).array();
    if (packet.payload() instanceof Payload.Icmp(var type, var code)) {
      message[0] = (byte) type;
      message[1] = (byte) code;
    }
    ByteBuffer.wrap(message).putShort(6, (short) MTU);
    return bytes(
        packet.isV4()
            ? ByteBuffer.wrap(message).putShort(2, checksum(message)).array()
            : summed(message, 2));
  }

  private byte[] bytes(byte[] body) {
    boolean v4 = packet.isV4();
    byte[] inner = v4 ? v4(body) : v6(body);
    return ByteBuffer.allocate(14 + inner.length)
        .put(mac(to))
        .put(mac(from()))
        .putShort((short) (v4 ? 0x0800 : 0x86dd))
        .put(inner)
        .array();
  }

  private String from() {
    return packet.route() instanceof Route.Arriving(_, var mac) ? mac : "02:00:00:00:00:fe";
  }

  private static byte[] mac(String text) {
    return HexFormat.ofDelimiter(":").parseHex(text);
  }

  private int sourcePort() {
    return FIRST_SOURCE_PORT + number % 60_000;
  }

  private int protocol() {
    return switch (packet.payload()) {
      case Payload.Tcp _ -> 6;
      case Payload.Udp _ -> 17;
      case Payload.Icmp _ -> packet.isV4() ? 1 : 58;
      case Payload.Other(var protocol) -> protocol;
    };
  }

  private byte[] v4(byte[] body) {
    var header = ByteBuffer.allocate(20);
    header.put((byte) 0x45).put((byte) 0).putShort((short) (20 + body.length));
    header.putShort((short) number).putShort((short) (packet.fragment() ? 1 : 0));
    header.put((byte) TTL).put((byte) protocol()).putShort((short) 0);
    header.put(packet.source().getAddress()).put(packet.destination().getAddress());
    header.putShort(10, checksum(header.array()));
    return ByteBuffer.allocate(20 + body.length).put(header.array()).put(body).array();
  }

  private byte[] v6(byte[] body) {
    int extra = packet.fragment() ? 8 : 0;
    var all = ByteBuffer.allocate(40 + extra + body.length);
    all.putInt(0x6000_0000).putShort((short) (extra + body.length));
    all.put((byte) (packet.fragment() ? FRAGMENT_HEADER : protocol())).put((byte) ON_LINK);
    all.put(packet.source().getAddress()).put(packet.destination().getAddress());
    if (packet.fragment()) {
      all.put((byte) protocol()).put((byte) 0).putShort((short) (1 << 3)).putInt(number);
    }
    return all.put(body).array();
  }

  private byte[] transport() {
    return switch (packet.payload()) {
      case Payload.Tcp(var port, var flags) -> summed(tcp(port, flags), 16);
      case Payload.Udp(var source, var port) -> summed(udp(source, port), 6);
      case Payload.Icmp(var type, var code) ->
          packet.isV4() ? icmpV4(type, code) : summed(icmpV6(type, code), 2);
      case Payload.Other _ -> new byte[12];
    };
  }

  private byte[] tcp(int port, Set<TcpFlag> flags) {
    var segment = ByteBuffer.allocate(20).putShort((short) sourcePort()).putShort((short) port);
    int acknowledged = flags.contains(TcpFlag.ACK) ? 1 : 0;
    segment.putInt(number).putInt(acknowledged).put((byte) 0x50);
    int bits = flags.stream().mapToInt(flag -> 1 << FLAGS.indexOf(flag)).sum();
    return segment.put((byte) bits).putShort((short) 1024).array();
  }

  /// The source port of a datagram is its own where it says something.
  private byte[] udp(int source, int port) {
    int from = source == 0 ? sourcePort() : source;
    return ByteBuffer.allocate(20)
        .putShort((short) from)
        .putShort((short) port)
        .putShort((short) 20)
        .array();
  }

  private byte[] icmpV4(int type, int code) {
    var message = ByteBuffer.allocate(20).put((byte) type).put((byte) code).putShort((short) 0);
    message.putShort((short) number).putShort((short) 1);
    message.putShort(2, checksum(message.array()));
    return message.array();
  }

  private byte[] icmpV6(int type, int code) {
    boolean about = type == 135 || type == 136;
    var message = ByteBuffer.allocate(24).put((byte) type).put((byte) code).putShort((short) 0);
    message.putShort((short) number).putShort((short) 0);
    if (about) {
      message.putInt(4, 0).position(8).put(packet.destination().getAddress());
    }
    if (type == 134) {
      message.putLong(4, 0);
    }
    return message.array();
  }

  /// The checksum goes over a pseudo header, too (RFC 9293 §3.1, RFC 8200 §8.1).
  private byte[] summed(byte[] body, int at) {
    InetAddress source = packet.source();
    int addresses = 2 * source.getAddress().length;
    var pseudo = ByteBuffer.allocate(addresses + 8 + body.length);
    pseudo.put(source.getAddress()).put(packet.destination().getAddress());
    pseudo.putInt(body.length).putInt(protocol()).put(body);
    return ByteBuffer.wrap(body).putShort(at, checksum(pseudo.array())).array();
  }

  /// RFC 1071 §1.
  private static short checksum(byte[] bytes) {
    int sum = 0;
    for (int i = 0; i < bytes.length; i += 2) {
      int low = i + 1 < bytes.length ? bytes[i + 1] & 0xff : 0;
      sum += (bytes[i] & 0xff) << 8 | low;
    }
    while (sum >> 16 != 0) {
      sum = (sum & 0xffff) + (sum >> 16);
    }
    return (short) ~sum;
  }
}
