package org.sallyport.dataplane.socks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.Optional;
import org.sallyport.core.admission.StreamRequest.Purpose;
import org.sallyport.core.stream.Credentials;
import org.sallyport.core.stream.Host;

/// The request of SOCKS 4 and 4a behind its version byte: `command port(2) address(4) user NUL
/// [name NUL]`. An address 0.0.0.x says that a name follows.
final class Socks4Request {
  private static final int HEAD_BYTES = 7;
  private static final int UNFINISHED = -1;
  private static final int TOO_LONG = -2;

  private Socks4Request() {}

  /// Reads one request, or says what is missing or wrong.
  static Parsed parse(ByteBuf in) {
    if (in.readableBytes() <= HEAD_BYTES) {
      return new Parsed.Incomplete();
    }
    int start = in.readerIndex();
    int userStart = start + HEAD_BYTES;
    int userEnd = endOfText(in, userStart, Credentials.MAX_PART_BYTES);
    if (userEnd < 0) {
      return unended(userEnd);
    }
    int address = in.getInt(start + 3);
    if (address == 0 || (address & 0xffff_ff00) != 0) {
      return finish(in, userEnd, userEnd, Optional.of(SocksAddresses.literal(in, start + 3, 4)));
    }
    int nameStart = userEnd + 1;
    int nameEnd = endOfText(in, nameStart, Host.MAX_NAME_CHARACTERS + 1);
    if (nameEnd < 0) {
      return unended(nameEnd);
    }
    String name = in.toString(nameStart, nameEnd - nameStart, ISO_8859_1);
    return finish(in, userEnd, nameEnd, Host.of(name));
  }

  private static Parsed finish(ByteBuf in, int userEnd, int end, Optional<Host> host) {
    int start = in.readerIndex();
    int userStart = start + HEAD_BYTES;
    byte[] user = ByteBufUtil.getBytes(in, userStart, userEnd - userStart);
    int port = in.getUnsignedShort(start + 1);
    var command = Parsed.Command.of(in.getUnsignedByte(start));
    in.readerIndex(end + 1);
    return host.isPresent()
            && command instanceof Parsed.Command.Known known
            && known.purpose() != Purpose.RESOLVE_PTR
            && known.fits(host.get(), port)
        ? known.request(host.get(), port, Credentials.socks(user, new byte[0]))
        : malformed();
  }

  /// The index of the NUL that ends a text, or why there is none.
  private static int endOfText(ByteBuf in, int start, int maxBytes) {
    int limit = Math.min(in.writerIndex(), start + maxBytes + 1);
    int nul = limit <= start ? -1 : in.indexOf(start, limit, (byte) 0);
    if (nul >= 0) {
      return nul;
    }
    return limit - start > maxBytes ? TOO_LONG : UNFINISHED;
  }

  private static Parsed unended(int why) {
    return why == TOO_LONG ? malformed() : new Parsed.Incomplete();
  }

  private static Parsed malformed() {
    return new Parsed.Malformed(SocksReplies.socks4Rejected());
  }
}
