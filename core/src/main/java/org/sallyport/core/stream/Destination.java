package org.sallyport.core.stream;

/// Where a stream wants to go. Its text form is scrubbed: destinations never reach a log.
///
/// @param host a name or a literal address
/// @param port 1 to 65535, or 0 for a lookup that has no port
public record Destination(Host host, int port) {
  private static final int MAX_PORT = 65_535;

  public Destination {
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException("port: " + port + " (expected: 0 to 65535)");
    }
  }

  /// `host:port`, an IPv6 address in brackets; for the screen, never for a log.
  public String text() {
    String text = host.text();
    return (text.indexOf(':') < 0 ? text : "[" + text + "]") + ":" + port;
  }

  @Override
  public String toString() {
    return "[scrubbed]";
  }
}
