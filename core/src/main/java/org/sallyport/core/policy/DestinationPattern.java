package org.sallyport.core.policy;

import java.util.Optional;
import org.sallyport.core.stream.Destination;
import org.sallyport.core.stream.Host;

/// One entry of an allow list: a host and a port, each of which may be `*`.
///
/// `mail.example.org:993` is that host alone; `*.example.org:*` every name below it (not the name
/// itself); `*:993` every host on that port; `*.onion:*` every onion service; an IPv6 address
/// stands in brackets, `[2001:db8::1]:443`.
///
/// @param host `*`, `*.suffix`, or an exact name or address, written as `Host.text()` writes it
/// @param port 1 to 65535, or 0 for every port
public record DestinationPattern(String host, int port) {
  private static final String ANY = "*";
  private static final String BELOW = "*.";
  private static final int ANY_PORT = 0;
  private static final int MAX_PORT = 65_535;

  /// Parses `HOST:PORT`; empty when the text is no pattern.
  public static Optional<DestinationPattern> parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1) {
      return Optional.empty();
    }
    Optional<String> host = host(text.substring(0, colon));
    return host.flatMap(
        h -> port(text.substring(colon + 1)).map(p -> new DestinationPattern(h, p)));
  }

  /// The host as `Host.text()` writes it, so that matching is comparing.
  private static Optional<String> host(String text) {
    if (text.equals(ANY)) {
      return Optional.of(ANY);
    }
    if (text.startsWith(BELOW)) {
      String domain = text.substring(BELOW.length());
      return Host.Name.isValid(domain)
          ? Optional.of(BELOW + new Host.Name(domain).text())
          : Optional.empty();
    }
    boolean bracketed = text.startsWith("[") && text.endsWith("]");
    String bare = bracketed ? text.substring(1, text.length() - 1) : text;
    boolean hasColon = bare.indexOf(':') >= 0;
    return hasColon == bracketed ? Host.of(bare).map(Host::text) : Optional.empty();
  }

  private static Optional<Integer> port(String text) {
    if (text.equals(ANY)) {
      return Optional.of(ANY_PORT);
    }
    if (!text.matches("[1-9][0-9]{0,4}") || Integer.parseInt(text) > MAX_PORT) {
      return Optional.empty();
    }
    return Optional.of(Integer.valueOf(text));
  }

  /// Whether the destination is one that the pattern means.
  public boolean matches(Destination destination) {
    return (port == ANY_PORT || port == destination.port()) && matches(destination.host());
  }

  /// Whether the host is one that the pattern means on some port.
  boolean matches(Host other) {
    String text = other.text();
    if (host.equals(ANY)) {
      return true;
    }
    return host.startsWith(BELOW) ? text.endsWith(host.substring(1)) : text.equals(host);
  }
}
