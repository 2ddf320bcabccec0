package org.sallyport.linux.attribution;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.sallyport.core.attribution.Flow.End;

/// Questions to the kernel's tables of sockets (`man 7 sock_diag`): a message header, and a `struct
/// inet_diag_req_v2` (`linux/inet_diag.h`) or a `struct unix_diag_req` (`linux/unix_diag.h`).
final class DiagnosisRequest {
  static final int FAMILY_UNIX = 1;
  static final int FAMILY_IPV4 = 2;
  static final int FAMILY_IPV6 = 10;

  private static final int BYTES = 72;
  private static final int LOCAL_BYTES = 40;
  private static final short SOCK_DIAG_BY_FAMILY = 20;
  private static final short REQUEST = 0x1;
  private static final short DUMP = 0x300;
  private static final byte TCP = 6;
  private static final byte UDP = 17;
  private static final int FAMILY_AT = 16;
  private static final int PROTOCOL_AT = 17;
  private static final int STATES_AT = 20;
  private static final int SOURCE_PORT_AT = 24;
  private static final int TARGET_PORT_AT = 26;
  private static final int SOURCE_AT = 28;
  private static final int TARGET_AT = 44;
  private static final int COOKIE_AT = 64;
  private static final int INODE_AT = 24;
  private static final int SHOW_AT = 28;
  private static final int LOCAL_COOKIE_AT = 32;
  private static final int SHOW_PEER = 4;
  private static final long NO_COOKIE = -1;
  private static final int EVERY_STATE = -1;

  private DiagnosisRequest() {}

  /// The TCP socket with exactly these ends.
  static byte[] tcp(End source, End target, int sequence) {
    int family = source.address() instanceof Inet6Address ? FAMILY_IPV6 : FAMILY_IPV4;
    ByteBuffer out = internet(REQUEST, family, TCP, sequence);
    putEnd(out, SOURCE_PORT_AT, SOURCE_AT, source);
    putEnd(out, TARGET_PORT_AT, TARGET_AT, target);
    return bytes(out);
  }

  /// All UDP sockets of a family with this port. (An exact question would need the peer of a
  /// connected socket, which a redirected datagram does not tell.)
  static byte[] udp(int family, int port, int sequence) {
    ByteBuffer out = internet((short) (REQUEST | DUMP), family, UDP, sequence);
    return bytes(networkOrder(out).putShort(SOURCE_PORT_AT, (short) port));
  }

  /// The peer of the unix socket with this inode.
  static byte[] local(long inode, int sequence) {
    ByteBuffer out = message(LOCAL_BYTES, REQUEST, FAMILY_UNIX, sequence);
    out.putInt(STATES_AT, EVERY_STATE).putInt(INODE_AT, (int) inode).putInt(SHOW_AT, SHOW_PEER);
    return bytes(out.putLong(LOCAL_COOKIE_AT, NO_COOKIE));
  }

  private static ByteBuffer internet(short flags, int family, byte protocol, int sequence) {
    ByteBuffer out = message(BYTES, flags, family, sequence).put(PROTOCOL_AT, protocol);
    return out.putInt(STATES_AT, EVERY_STATE).putLong(COOKIE_AT, NO_COOKIE);
  }

  private static ByteBuffer message(int bytes, short flags, int family, int sequence) {
    ByteBuffer out = ByteBuffer.allocate(bytes).order(ByteOrder.nativeOrder());
    out.putInt(0, bytes).putShort(4, SOCK_DIAG_BY_FAMILY).putShort(6, flags).putInt(8, sequence);
    return out.put(FAMILY_AT, (byte) family);
  }

  private static void putEnd(ByteBuffer out, int portAt, int addressAt, End end) {
    InetAddress address = end.address();
    networkOrder(out).putShort(portAt, (short) end.port()).put(addressAt, address.getAddress());
  }

  private static byte[] bytes(ByteBuffer out) {
    byte[] bytes = new byte[out.capacity()];
    out.get(0, bytes);
    return bytes;
  }

  private static ByteBuffer networkOrder(ByteBuffer out) {
    return out.order(ByteOrder.BIG_ENDIAN);
  }
}
