package org.sallyport.testbed.world;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// What the name server says to a question; a closed set.
sealed interface DnsAnswer {
  /// The name has this IPv4 address.
  record Address(Inet4Address value) implements DnsAnswer {}

  /// The address has this name (PTR).
  record Name(String value) implements DnsAnswer {}

  /// The name exists, but has nothing of that type.
  record Empty() implements DnsAnswer {}

  /// NXDOMAIN.
  record NoSuchName() implements DnsAnswer {}

  /// The reply datagram to a question: its id, its question byte for byte, authoritative.
  static byte[] reply(DnsQuestion question, DnsAnswer answer) {
    return switch (answer) {
      case Address(var value) ->
          Codec.message(question, Codec.NO_ERROR, DnsQuestion.TYPE_A, value.getAddress());
      case Name(var value) ->
          Codec.message(question, Codec.NO_ERROR, DnsQuestion.TYPE_PTR, Codec.labels(value));
      case Empty() -> Codec.message(question, Codec.NO_ERROR, 0, new byte[0]);
      case NoSuchName() -> Codec.message(question, Codec.NAME_ERROR, 0, new byte[0]);
    };
  }

  /// The wire format of replies.
  final class Codec {
    private static final int NO_ERROR = 0;
    private static final int NAME_ERROR = 3;
    private static final int HEADER_BYTES = 12;
    private static final int RECORD_BYTES = 12;
    private static final int RESPONSE_AUTHORITATIVE = 0x8400;
    private static final int RECURSION_AVAILABLE = 0x0080;
    private static final int RECURSION_DESIRED = 0x0100;
    private static final short NAME_POINTER = (short) 0xc00c;
    private static final int TTL_SECONDS = 60;

    private Codec() {}

    private static byte[] message(DnsQuestion question, int code, int type, byte[] resource) {
      var answers = resource.length == 0 ? 0 : 1;
      var out =
          ByteBuffer.allocate(
              HEADER_BYTES + question.raw().remaining() + RECORD_BYTES + resource.length);
      var flags = question.flags() & RECURSION_DESIRED;
      out.putShort((short) question.id())
          .putShort((short) (flags | RESPONSE_AUTHORITATIVE | RECURSION_AVAILABLE | code))
          .putShort((short) 1)
          .putShort((short) answers)
          .putInt(0)
          .put(question.raw().duplicate());
      if (answers == 1) {
        out.putShort(NAME_POINTER)
            .putShort((short) type)
            .putShort((short) 1)
            .putInt(TTL_SECONDS)
            .putShort((short) resource.length)
            .put(resource);
      }
      return Arrays.copyOf(out.array(), out.position());
    }

    private static byte[] labels(String name) {
      var out = ByteBuffer.allocate(name.length() + 2);
      for (var label : name.split("\\.", -1)) {
        var bytes = label.getBytes(ISO_8859_1);
        out.put((byte) bytes.length).put(bytes);
      }
      return Arrays.copyOf(out.put((byte) 0).array(), out.position());
    }
  }
}
