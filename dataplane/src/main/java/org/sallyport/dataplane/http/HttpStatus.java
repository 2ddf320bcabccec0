package org.sallyport.dataplane.http;

/// The statuses that the HTTPTunnelPort answers with; the same as tor's for the same causes
/// (`end_reason_to_http_connect_response_line`).
enum HttpStatus {
  OK(200, "OK"),
  BAD_REQUEST(400, "Bad Request"),
  FORBIDDEN(403, "Forbidden"),
  METHOD_NOT_ALLOWED(405, "Method Not Allowed"),
  FIELDS_TOO_LARGE(431, "Request Header Fields Too Large"),
  NOT_IMPLEMENTED(501, "Not Implemented"),
  BAD_GATEWAY(502, "Bad Gateway"),
  SERVICE_UNAVAILABLE(503, "Service Unavailable"),
  GATEWAY_TIMEOUT(504, "Gateway Timeout");

  private final int code;
  private final String phrase;

  HttpStatus(int code, String phrase) {
    this.code = code;
    this.phrase = phrase;
  }

  /// `HTTP/1.0 200 OK`; tor says 1.0 too.
  String line() {
    return "HTTP/1.0 " + code + " " + phrase;
  }
}
