package org.sallyport.linux.nft;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.sallyport.core.firewall.ConnectionState;
import org.sallyport.core.firewall.Packet;
import org.sallyport.core.firewall.Packet.Payload;
import org.sallyport.core.firewall.Packet.Route;

/// What a router says about a packet of a TCP connection (RFC 792, RFC 4443): the packet's own
/// beginning is in it.
///
/// @param own the end that sent the packet, and is told
/// @param other where it was sent
/// @param port which port of its own it was sent from
record RouterMessage(InetAddress own, InetSocketAddress other, int port) {
  byte[] bytes(String to, int type, int code) {
    boolean v4 = own.getAddress().length == 4;
    var packet =
        new Packet(
            new Route.Arriving("eth0", "02:00:00:00:00:fe"),
            Policies.ip(v4 ? "198.51.100.1" : "2001:db8:1::1"),
            own,
            new Payload.Icmp(type, code),
            ConnectionState.RELATED,
            false);
    return new Frame(packet, to, 1).with(v4 ? about(20, 9) : about(40, 6));
  }

  /// The header of the packet, as far as connection tracking looks, and the ports.
  private byte[] about(int header, int protocolAt) {
    boolean v4 = header == 20;
    var about = ByteBuffer.allocate(header + 20);
    about.put(0, (byte) (v4 ? 0x45 : 0x60));
    if (v4) {
      about.putShort(2, (short) about.capacity());
    } else {
      about.putShort(4, (short) 20);
    }
    about.put(protocolAt, (byte) 6).put(v4 ? 8 : 7, (byte) 64);
    about.position(v4 ? 12 : 8);
    about.put(own.getAddress()).put(other.getAddress().getAddress());
    return about.putShort((short) port).putShort((short) other.getPort()).array();
  }
}
