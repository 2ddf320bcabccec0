package org.sallyport.dataplane.socks;

import io.netty.buffer.ByteBuf;
import java.util.Optional;
import org.sallyport.core.stream.Credentials;
import org.sallyport.core.stream.Host;
import org.sallyport.dataplane.upstream.Answer;

/// The request of SOCKS 5 (RFC 1928 §4): `05 command 00 type address port(2)`.
final class Socks5Request {
  private static final int VERSION = 5;
  private static final int HEAD_BYTES = 4;
  private static final int PORT_BYTES = 2;

  private Socks5Request() {}

  /// Reads one request, or says what is missing or wrong.
  ///
  /// @param credentials what the client gave before
  static Parsed parse(ByteBuf in, Credentials credentials) {
    if (in.readableBytes() <= HEAD_BYTES) {
      return new Parsed.Incomplete();
    }
    int start = in.readerIndex();
    int addressStart = start + HEAD_BYTES;
    int type = in.getUnsignedByte(start + 3);
    int addressBytes = SocksAddresses.length(type, in.getUnsignedByte(addressStart));
    if (in.getUnsignedByte(start) != VERSION) {
      return malformed(Answer.GENERAL_FAILURE);
    }
    if (addressBytes < 0) {
      return malformed(SocksReplies.ADDRESS_TYPE_NOT_SUPPORTED);
    }
    if (in.readableBytes() < HEAD_BYTES + addressBytes + PORT_BYTES) {
      return new Parsed.Incomplete();
    }
    var command = Parsed.Command.of(in.getUnsignedByte(start + 1));
    Optional<Host> host = SocksAddresses.host(in, type, addressStart);
    int port = in.getUnsignedShort(addressStart + addressBytes);
    in.skipBytes(HEAD_BYTES + addressBytes + PORT_BYTES);
    return switch (command) {
      case Parsed.Command.Unknown() -> malformed(SocksReplies.COMMAND_NOT_SUPPORTED);
      case Parsed.Command.Known known ->
          host.isPresent() && known.fits(host.get(), port)
              ? known.request(host.get(), port, credentials)
              : malformed(Answer.GENERAL_FAILURE);
    };
  }

  private static Parsed malformed(int code) {
    return new Parsed.Malformed(SocksReplies.socks5(code));
  }
}
