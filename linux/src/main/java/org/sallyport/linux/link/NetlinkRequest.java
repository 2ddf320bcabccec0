package org.sallyport.linux.link;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/// One rtnetlink request under construction (`man 7 netlink`, `man 7 rtnetlink`).
///
/// Numbers are in the machine's order; every attribute starts at a multiple of four bytes, and its
/// length field counts the header but not the padding.
final class NetlinkRequest {
  /// A request that wants an acknowledgement.
  static final int REQUEST = 0x1 | 0x4;

  /// Also: make the thing; fail if it is there already.
  static final int CREATE = REQUEST | 0x200 | 0x400;

  private static final int LIMIT_BYTES = 512;
  private static final int LENGTH_AT = 0;
  private static final int SEQUENCE_AT = 8;

  private final ByteBuffer buffer = ByteBuffer.allocate(LIMIT_BYTES).order(ByteOrder.nativeOrder());

  /// Begins with the message header; the length is filled in at the end.
  NetlinkRequest(int type, int flags) {
    buffer.putInt(0).putShort((short) type).putShort((short) flags).putInt(0).putInt(0);
  }

  /// Adds an interface header (`struct ifinfomsg`).
  NetlinkRequest interfaceHeader(int index, int flags) {
    buffer.put((byte) 0).put((byte) 0).putShort((short) 0);
    buffer.putInt(index).putInt(flags).putInt(flags);
    return this;
  }

  /// Adds the bytes of another header, in the order of its fields.
  NetlinkRequest bytes(int... values) {
    for (int value : values) {
      buffer.put((byte) value);
    }
    return this;
  }

  /// Adds a 32-bit number.
  NetlinkRequest number(int value) {
    buffer.putInt(value);
    return this;
  }

  /// Adds an attribute.
  NetlinkRequest attribute(int type, byte[] value) {
    return nested(type, inner -> inner.raw(value));
  }

  /// Adds an attribute that is a 32-bit number.
  NetlinkRequest attribute(int type, int value) {
    return nested(type, inner -> inner.number(value));
  }

  /// Adds an attribute that is a text with its closing NUL.
  NetlinkRequest attribute(int type, String value) {
    return attribute(type, (value + '\0').getBytes(StandardCharsets.US_ASCII));
  }

  /// Adds an attribute that holds what the operator adds.
  NetlinkRequest nested(int type, UnaryOperator<NetlinkRequest> content) {
    int start = buffer.position();
    buffer.putShort((short) 0).putShort((short) type);
    var _ = content.apply(this);
    buffer.putShort(start, (short) (buffer.position() - start));
    while (buffer.position() % 4 != 0) {
      buffer.put((byte) 0);
    }
    return this;
  }

  /// The finished message.
  byte[] encode(int sequence) {
    int length = buffer.position();
    buffer.putInt(LENGTH_AT, length).putInt(SEQUENCE_AT, sequence);
    byte[] message = new byte[length];
    buffer.get(0, message);
    return message;
  }

  private NetlinkRequest raw(byte[] value) {
    buffer.put(value);
    return this;
  }
}
