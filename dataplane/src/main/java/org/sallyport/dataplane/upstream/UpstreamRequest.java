package org.sallyport.dataplane.upstream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.sallyport.core.admission.StreamRequest.Purpose;
import org.sallyport.core.isolation.IsolationToken;
import org.sallyport.core.port.UpstreamFlavour;
import org.sallyport.core.stream.Destination;
import org.sallyport.core.stream.Host;

/// What tor is asked: a purpose, a destination, and the token that isolates it.
///
/// On the wire it is RFC 1929 authentication with user `<torS0X>0` (proposal 351: the password is
/// an isolation token and nothing else) followed by the SOCKS 5 request, in one piece. A client's
/// own user name never gets here.
///
/// @param purpose `CONNECT`, `RESOLVE` or `RESOLVE_PTR`
/// @param destination the admitted destination
/// @param token the token of the stream's isolation key
/// @param flavour which of tor's SocksPorts is asked; no part of the bytes
public record UpstreamRequest(
    Purpose purpose, Destination destination, IsolationToken token, UpstreamFlavour flavour) {
  private static final byte[] USER = "<torS0X>0".getBytes(US_ASCII);
  private static final int AUTHENTICATION_VERSION = 1;
  private static final int SOCKS_VERSION = 5;
  private static final int NAME = 3;
  private static final int IPV4 = 1;
  private static final int IPV6 = 4;
  private static final int IPV4_BYTES = 4;

  /// Authentication and request as bytes.
  ByteBuf encoded() {
    ByteBuf out = Unpooled.buffer();
    out.writeByte(AUTHENTICATION_VERSION);
    writeShort(out, USER);
    writeShort(out, token.text().getBytes(US_ASCII));
    out.writeByte(SOCKS_VERSION).writeByte(command()).writeByte(0);
    switch (destination.host()) {
      case Host.Name(var name) -> writeShort(out.writeByte(NAME), name.getBytes(US_ASCII));
      case Host.Address(var address) -> {
        byte[] bytes = address.getAddress();
        out.writeByte(bytes.length == IPV4_BYTES ? IPV4 : IPV6).writeBytes(bytes);
      }
    }
    return out.writeShort(destination.port());
  }

  private int command() {
    return switch (purpose) {
      case CONNECT -> 0x01;
      case RESOLVE -> 0xF0;
      case RESOLVE_PTR -> 0xF1;
    };
  }

  /// At most 255 bytes behind their length.
  private static void writeShort(ByteBuf out, byte[] bytes) {
    out.writeByte(bytes.length).writeBytes(bytes);
  }
}
