package org.sallyport.dataplane.dns;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import org.sallyport.core.stream.Host;

/// What a question is answered with. At most one record, so every answer fits the 512 bytes of DNS
/// over UDP without EDNS.
sealed interface DnsAnswer {
  /// An address.
  ///
  /// @param timeToLive how long it may be cached
  record Address(InetAddress value, Duration timeToLive) implements DnsAnswer {}

  /// A name, for PTR.
  record Name(Host.Name value, Duration timeToLive) implements DnsAnswer {}

  /// A code without a record; `NO_ERROR` says that the name exists but has no such record.
  record Nothing(Code code) implements DnsAnswer {}

  /// The response codes of RFC 1035 §4.1.1.
  enum Code {
    NO_ERROR(0),
    FORMAT_ERROR(1),
    SERVER_FAILURE(2),
    NO_SUCH_NAME(3),
    NOT_IMPLEMENTED(4),
    REFUSED(5);

    private final int number;

    Code(int number) {
      this.number = number;
    }
  }

  /// The whole message that answers a question.
  default ByteBuf message(DnsQuestion question) {
    return switch (this) {
      case Nothing(var code) -> head(question, code, 0);
      case Address(var address, var timeToLive) -> {
        byte[] bytes = address.getAddress();
        int type = address instanceof Inet4Address ? Wire.TYPE_A : Wire.TYPE_AAAA;
        yield record(
            head(question, Code.NO_ERROR, 1), type, timeToLive, Unpooled.wrappedBuffer(bytes));
      }
      case Name(var name, var timeToLive) ->
          record(head(question, Code.NO_ERROR, 1), Wire.TYPE_PTR, timeToLive, encoded(name));
    };
  }

  /// The message for a query whose question cannot be repeated.
  static ByteBuf message(int id, Code code) {
    return Unpooled.buffer(Wire.HEAD_BYTES, Wire.HEAD_BYTES)
        .writeShort(id)
        .writeShort(Wire.RESPONSE | code.number)
        .writeLong(0);
  }

  private static ByteBuf head(DnsQuestion question, Code code, int answers) {
    int desired = question.recursionDesired() ? Wire.RECURSION_DESIRED : 0;
    return Unpooled.buffer()
        .writeShort(question.id())
        .writeShort(Wire.RESPONSE | desired | code.number)
        .writeShort(1)
        .writeShort(answers)
        .writeInt(0)
        .writeBytes(question.wire().getBytes(ISO_8859_1));
  }

  private static ByteBuf record(ByteBuf out, int type, Duration timeToLive, ByteBuf value) {
    return out.writeShort(Wire.NAME_OF_QUESTION)
        .writeShort(type)
        .writeShort(Wire.CLASS_IN)
        .writeInt((int) timeToLive.toSeconds())
        .writeShort(value.readableBytes())
        .writeBytes(value);
  }

  private static ByteBuf encoded(Host.Name name) {
    ByteBuf out = Unpooled.buffer();
    for (String label : name.text().split("\\.", -1)) {
      out.writeByte(label.length()).writeBytes(label.getBytes(US_ASCII));
    }
    return out.writeByte(0);
  }

  /// Numbers of the message format.
  final class Wire {
    private static final int HEAD_BYTES = 12;
    private static final int RESPONSE = 0x8080;
    private static final int RECURSION_DESIRED = 0x0100;
    private static final int NAME_OF_QUESTION = 0xC00C;
    private static final int TYPE_A = 1;
    private static final int TYPE_PTR = 12;
    private static final int TYPE_AAAA = 28;
    private static final int CLASS_IN = 1;

    private Wire() {}
  }
}
