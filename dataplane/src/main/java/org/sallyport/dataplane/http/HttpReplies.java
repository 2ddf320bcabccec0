package org.sallyport.dataplane.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.sallyport.core.admission.RefusalReason;
import org.sallyport.dataplane.upstream.Answer;

/// The replies of the HTTPTunnelPort. `Sallyport-Refused` names our reason, `Tor-Request-Failed`
/// (the field that tor uses) what tor said.
final class HttpReplies {
  private static final String END = "\r\n\r\n";

  private HttpReplies() {}

  /// The answer to a request to open a tunnel.
  static ByteBuf of(Answer answer) {
    return switch (answer) {
      case Answer.Connected() -> bytes(HttpStatus.OK.line() + END);
      case Answer.Refused(var reason) ->
          bytes(status(reason).line() + "\r\nSallyport-Refused: " + reason.name() + END);
      case Answer.Failed(var code) ->
          bytes(status(code).line() + "\r\nTor-Request-Failed: " + word(code) + END);
      case Answer.Resolved _ -> of(HttpStatus.BAD_GATEWAY);
    };
  }

  /// A request that we do not take.
  static ByteBuf of(HttpStatus status) {
    String fields =
        switch (status) {
          case METHOD_NOT_ALLOWED ->
              """
              \r
              Allow: CONNECT\r
              Content-Type: text/plain; charset=us-ascii\r
              Connection: close\r
              \r
              This is an HTTPTunnelPort of Sallyport: it opens tunnels (CONNECT) and nothing else.\r
              Tell the application to use it for https, or to use the SocksPort instead.\r
              """;
          case OK,
              BAD_REQUEST,
              FORBIDDEN,
              FIELDS_TOO_LARGE,
              NOT_IMPLEMENTED,
              BAD_GATEWAY,
              SERVICE_UNAVAILABLE,
              GATEWAY_TIMEOUT ->
              "\r\nConnection: close" + END;
        };
    return bytes(status.line() + fields);
  }

  private static HttpStatus status(RefusalReason reason) {
    return switch (reason.kind()) {
      case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
      case FORBIDDEN -> HttpStatus.FORBIDDEN;
      case UNREACHABLE -> HttpStatus.BAD_GATEWAY;
    };
  }

  private static HttpStatus status(int code) {
    return switch (code) {
      case 0x02, 0x05 -> HttpStatus.FORBIDDEN;
      case 0x03, 0x04 -> HttpStatus.SERVICE_UNAVAILABLE;
      case 0x06 -> HttpStatus.GATEWAY_TIMEOUT;
      default -> HttpStatus.BAD_GATEWAY;
    };
  }

  /// The meaning of a SOCKS 5 reply code, which is all that tor tells us.
  private static String word(int code) {
    return switch (code) {
      case 0x02 -> "socks/NOT_ALLOWED";
      case 0x03 -> "socks/NETWORK_UNREACHABLE";
      case 0x04 -> "socks/HOST_UNREACHABLE";
      case 0x05 -> "socks/CONNECTION_REFUSED";
      case 0x06 -> "socks/TTL_EXPIRED";
      default -> "socks/0x%02x".formatted(code);
    };
  }

  private static ByteBuf bytes(String text) {
    return Unpooled.copiedBuffer(text, US_ASCII);
  }
}
