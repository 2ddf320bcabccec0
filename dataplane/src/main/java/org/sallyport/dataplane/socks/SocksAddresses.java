package org.sallyport.dataplane.socks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.sallyport.core.stream.Host;

/// The address fields of SOCKS requests (RFC 1928 §5).
final class SocksAddresses {
  private static final int IPV4 = 1;
  private static final int NAME = 3;
  private static final int IPV6 = 4;
  private static final int IPV4_BYTES = 4;
  private static final int IPV6_BYTES = 16;

  private SocksAddresses() {}

  /// The length of an address field, a name's length byte included; -1 for an unknown type.
  static int length(int type, int first) {
    return switch (type) {
      case IPV4 -> IPV4_BYTES;
      case NAME -> 1 + first;
      case IPV6 -> IPV6_BYTES;
      default -> -1;
    };
  }

  /// The host in a complete field of a known type; empty if its name is none.
  static Optional<Host> host(ByteBuf in, int type, int start) {
    return type == NAME
        ? Host.of(in.toString(start + 1, in.getUnsignedByte(start), ISO_8859_1))
        : Optional.of(literal(in, start, type == IPV4 ? IPV4_BYTES : IPV6_BYTES));
  }

  /// The address in 4 or 16 bytes.
  static Host literal(ByteBuf in, int start, int bytes) {
    try {
      return new Host.Address(InetAddress.getByAddress(ByteBufUtil.getBytes(in, start, bytes)));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of 4 or 16 bytes is always valid", e);
    }
  }
}
