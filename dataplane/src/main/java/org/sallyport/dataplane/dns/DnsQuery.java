package org.sallyport.dataplane.dns;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import java.util.Optional;

/// Reads a DNS query (RFC 1035 §4.1) and believes nothing: every length is checked, names are
/// uncompressed in a question, and whatever stands behind the question (EDNS, say) is left alone.
final class DnsQuery {
  private static final int HEAD_BYTES = 12;
  private static final int FLAG_RESPONSE = 0x8000;
  private static final int OPCODE = 0x7800;
  private static final int FLAG_RECURSION_DESIRED = 0x0100;
  private static final int MAX_LABEL_BYTES = 63;
  private static final int MAX_NAME_BYTES = 255;
  private static final int TYPE_AND_CLASS_BYTES = 4;
  private static final int CLASS_IN = 1;
  private static final int TYPE_A = 1;
  private static final int TYPE_PTR = 12;
  private static final int TYPE_AAAA = 28;
  private static final int TYPE_ANY = 255;

  private DnsQuery() {}

  /// What a message amounts to.
  sealed interface Parsed {
    /// A question to be answered.
    record Asked(DnsQuestion question) implements Parsed {}

    /// A query that can only be answered with a code, without repeating its question.
    record Refusable(int id, DnsAnswer.Code code) implements Parsed {}

    /// Not a query at all: no answer, lest two servers talk to one another for ever.
    record NotAQuery() implements Parsed {}
  }

  /// Reads a whole message.
  static Parsed parse(ByteBuf message) {
    int start = message.readerIndex();
    if (message.readableBytes() < HEAD_BYTES
        || (message.getUnsignedShort(start + 2) & FLAG_RESPONSE) != 0) {
      return new Parsed.NotAQuery();
    }
    int id = message.getUnsignedShort(start);
    int flags = message.getUnsignedShort(start + 2);
    if ((flags & OPCODE) != 0) {
      return new Parsed.Refusable(id, DnsAnswer.Code.NOT_IMPLEMENTED);
    }
    int nameStart = start + HEAD_BYTES;
    int nameEnd = endOfName(message, nameStart);
    boolean oneQuestion = message.getUnsignedShort(start + 4) == 1;
    if (!oneQuestion || nameEnd < 0 || message.writerIndex() - nameEnd < TYPE_AND_CLASS_BYTES) {
      return new Parsed.Refusable(id, DnsAnswer.Code.FORMAT_ERROR);
    }
    int length = nameEnd + TYPE_AND_CLASS_BYTES - nameStart;
    boolean internet = message.getUnsignedShort(nameEnd + 2) == CLASS_IN;
    return new Parsed.Asked(
        new DnsQuestion(
            id,
            (flags & FLAG_RECURSION_DESIRED) != 0,
            message.toString(nameStart, length, ISO_8859_1),
            name(message, nameStart),
            internet ? type(message.getUnsignedShort(nameEnd)) : DnsQuestion.Type.OTHER));
  }

  private static DnsQuestion.Type type(int number) {
    return switch (number) {
      case TYPE_A, TYPE_ANY -> DnsQuestion.Type.A;
      case TYPE_AAAA -> DnsQuestion.Type.AAAA;
      case TYPE_PTR -> DnsQuestion.Type.PTR;
      default -> DnsQuestion.Type.OTHER;
    };
  }

  /// The index behind the root label that ends a name; -1 if it has no proper end.
  private static int endOfName(ByteBuf message, int start) {
    int at = start;
    while (at < message.writerIndex() && at - start < MAX_NAME_BYTES) {
      int length = message.getUnsignedByte(at);
      if (length == 0) {
        return at + 1;
      }
      if (length > MAX_LABEL_BYTES) {
        return -1;
      }
      at += 1 + length;
    }
    return -1;
  }

  /// The text of a name that has a proper end; empty if a dot or a byte beyond ASCII stands within
  /// a label, where no host name has one.
  private static Optional<String> name(ByteBuf message, int start) {
    var text = new StringBuilder();
    int at = start;
    int length = message.getUnsignedByte(at);
    while (length != 0) {
      for (int i = at + 1; i <= at + length; i++) {
        int c = message.getUnsignedByte(i);
        if (c == '.' || c <= ' ' || c >= 0x7f) {
          return Optional.empty();
        }
        text.append((char) c);
      }
      at += 1 + length;
      length = message.getUnsignedByte(at);
      text.append(length == 0 ? "" : ".");
    }
    return Optional.of(text.toString());
  }
}
