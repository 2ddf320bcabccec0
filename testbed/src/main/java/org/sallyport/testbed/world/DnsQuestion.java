package org.sallyport.testbed.world;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The one question of a DNS query, with the bytes it arrived in.
///
/// tor's resolver sends names case-randomised (`wWW.TeST`) and drops an answer whose question is
/// not the same byte for byte, so `raw` is kept. Total over every input: garbage is
/// `Optional.empty()`.
///
/// @param id the query's id
/// @param flags its flags, of which RD is repeated in the answer
/// @param name lower case, without the final dot
/// @param type 1 A, 12 PTR, 28 AAAA, …
/// @param raw the question section as it arrived
/// @see <a href="https://www.rfc-editor.org/rfc/rfc1035">RFC 1035 4.1</a>
record DnsQuestion(int id, int flags, String name, int type, ByteBuffer raw) {
  /// Keeps a read-only view.
  DnsQuestion {
    raw = raw.asReadOnlyBuffer();
  }

  static final int TYPE_A = 1;
  static final int TYPE_PTR = 12;
  static final int TYPE_AAAA = 28;
  private static final int HEADER_BYTES = 12;
  private static final int COUNT_OFFSET = 4;
  private static final int RESPONSE = 0x8000;
  private static final int OPCODE = 0x7800;
  private static final int CLASS_IN = 1;
  private static final int MAX_LABEL_BYTES = 63;
  private static final int MAX_NAME_BYTES = 255;
  private static final int TYPE_AND_CLASS_BYTES = 4;
  private static final int UNSIGNED_SHORT = 0xffff;
  private static final int UNSIGNED_BYTE = 0xff;

  /// Reads a datagram: a standard query with exactly one question of class IN, or nothing. What
  /// follows the question (EDNS options) is not looked at.
  static Optional<DnsQuestion> parse(byte[] datagram) {
    if (datagram.length < HEADER_BYTES) {
      return Optional.empty();
    }
    var in = ByteBuffer.wrap(datagram);
    var id = in.getShort() & UNSIGNED_SHORT;
    var flags = in.getShort() & UNSIGNED_SHORT;
    var questions = in.getShort(COUNT_OFFSET) & UNSIGNED_SHORT;
    if ((flags & (RESPONSE | OPCODE)) != 0 || questions != 1) {
      return Optional.empty();
    }
    in.position(HEADER_BYTES);
    var name = name(in);
    if (name.isEmpty() || in.remaining() < TYPE_AND_CLASS_BYTES) {
      return Optional.empty();
    }
    var type = in.getShort() & UNSIGNED_SHORT;
    if ((in.getShort() & UNSIGNED_SHORT) != CLASS_IN) {
      return Optional.empty();
    }
    var raw = Arrays.copyOfRange(datagram, HEADER_BYTES, in.position());
    return Optional.of(new DnsQuestion(id, flags, name.get(), type, ByteBuffer.wrap(raw)));
  }

  private static Optional<String> name(ByteBuffer in) {
    var start = in.position();
    var name = new StringBuilder();
    while (in.hasRemaining()) {
      var length = in.get() & UNSIGNED_BYTE;
      if (length == 0) {
        return in.position() - start > MAX_NAME_BYTES
            ? Optional.empty()
            : Optional.of(name.toString().toLowerCase(Locale.ROOT));
      }
      if (length > MAX_LABEL_BYTES || length > in.remaining()) {
        return Optional.empty();
      }
      var label = new byte[length];
      in.get(label);
      name.append(name.isEmpty() ? "" : ".").append(new String(label, ISO_8859_1));
    }
    return Optional.empty();
  }
}
