package org.sallyport.dataplane.socks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.Inet4Address;
import org.sallyport.core.admission.RefusalReason;
import org.sallyport.core.stream.Host;
import org.sallyport.dataplane.upstream.Answer;

/// The replies of SOCKS 4 and 5. Bound addresses are all zero, as tor's are: where an exit connects
/// from is nobody's business.
final class SocksReplies {
  /// SOCKS 5 (RFC 1928 §6): not allowed by ruleset.
  static final int NOT_ALLOWED = 0x02;

  /// SOCKS 5: command not supported.
  static final int COMMAND_NOT_SUPPORTED = 0x07;

  /// SOCKS 5: address type not supported.
  static final int ADDRESS_TYPE_NOT_SUPPORTED = 0x08;

  private static final int SUCCEEDED = 0x00;
  private static final int IPV4 = 1;
  private static final int NAME = 3;
  private static final int IPV6 = 4;
  private static final byte[] NO_IPV4 = new byte[4];
  private static final int SOCKS4_GRANTED = 0x5A;
  private static final int SOCKS4_REJECTED = 0x5B;

  /// What a client gets that takes the SocksPort for an HTTP proxy. tor answers the same status.
  private static final byte[] HTTP =
      """
      HTTP/1.0 501 This is a SOCKS proxy, not an HTTP proxy\r
      Content-Type: text/plain; charset=us-ascii\r
      Connection: close\r
      \r
      This is a SocksPort of Sallyport: a SOCKS proxy, not an HTTP proxy.\r
      Tell the application to use it as a SOCKS 5 proxy, or to use the HTTPTunnelPort instead.\r
      Inside a workstation most applications need no proxy setting at all.\r
      """
          .getBytes(US_ASCII);

  private SocksReplies() {}

  /// The page for HTTP clients.
  static ByteBuf http() {
    return Unpooled.wrappedBuffer(HTTP);
  }

  /// The method that we take: RFC 1928 §3.
  static ByteBuf method(int method) {
    return Unpooled.buffer(2, 2).writeByte(5).writeByte(method);
  }

  /// User name and password are fine, whatever they are: RFC 1929 §2.
  static ByteBuf authenticated() {
    return Unpooled.buffer(2, 2).writeByte(1).writeByte(0);
  }

  /// The answer in SOCKS 5.
  static ByteBuf socks5(Answer answer) {
    return switch (answer) {
      case Answer.Connected() -> socks5(SUCCEEDED, IPV4, NO_IPV4);
      case Answer.Resolved(Host.Address(var address)) ->
          socks5(SUCCEEDED, address instanceof Inet4Address ? IPV4 : IPV6, address.getAddress());
      case Answer.Resolved(Host.Name(var name)) -> {
        byte[] bytes = name.getBytes(US_ASCII);
        yield socks5(
            SUCCEEDED,
            NAME,
            Unpooled.buffer().writeByte(bytes.length).writeBytes(bytes).array(),
            bytes.length + 1);
      }
      case Answer.Refused(var reason) -> socks5(code(reason));
      case Answer.Failed(var code) -> socks5(code);
    };
  }

  /// A failure in SOCKS 5.
  static ByteBuf socks5(int code) {
    return socks5(code, IPV4, NO_IPV4);
  }

  private static ByteBuf socks5(int code, int addressType, byte[] address) {
    return socks5(code, addressType, address, address.length);
  }

  private static ByteBuf socks5(int code, int addressType, byte[] address, int length) {
    return Unpooled.buffer()
        .writeByte(5)
        .writeByte(code)
        .writeByte(0)
        .writeByte(addressType)
        .writeBytes(address, 0, length)
        .writeShort(0);
  }

  /// The answer in SOCKS 4: it knows one refusal, and IPv4 addresses only.
  static ByteBuf socks4(Answer answer) {
    return switch (answer) {
      case Answer.Connected() -> socks4(SOCKS4_GRANTED, NO_IPV4);
      case Answer.Resolved(Host.Address(Inet4Address address)) ->
          socks4(SOCKS4_GRANTED, address.getAddress());
      case Answer.Resolved _, Answer.Refused _, Answer.Failed _ -> socks4Rejected();
    };
  }

  /// Rejected or failed.
  static ByteBuf socks4Rejected() {
    return socks4(SOCKS4_REJECTED, NO_IPV4);
  }

  private static ByteBuf socks4(int code, byte[] address) {
    return Unpooled.buffer(8, 8).writeByte(0).writeByte(code).writeShort(0).writeBytes(address);
  }

  private static int code(RefusalReason reason) {
    return switch (reason.kind()) {
      case UNAVAILABLE -> Answer.GENERAL_FAILURE;
      case FORBIDDEN -> NOT_ALLOWED;
      case UNREACHABLE -> Answer.HOST_UNREACHABLE;
    };
  }
}
