package org.sallyport.core.policy;

import java.util.Locale;
import java.util.Optional;
import org.sallyport.core.stream.Destination;

/// One entry of an allow list: a host and a port, each of which may be `*`.
///
/// `mail.example.org:993` is that host alone; `*.example.org:*` every name below it (not the name
/// itself); `*:993` every host on that port; `*.onion:*` every onion service.
///
/// @param host `*`, `*.suffix`, or an exact name or address, in lower case
/// @param port 1 to 65535, or 0 for every port
public record DestinationPattern(String host, int port) {
  private static final String ANY = "*";
  private static final int ANY_PORT = 0;
  private static final int MAX_PORT = 65_535;

  /// Parses `HOST:PORT`; empty when the text is no pattern.
  public static Optional<DestinationPattern> parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1) {
      return Optional.empty();
    }
    String host = text.substring(0, colon).toLowerCase(Locale.ROOT);
    host = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    String port = text.substring(colon + 1);
    if (!isHost(host)) {
      return Optional.empty();
    }
    if (port.equals(ANY)) {
      return Optional.of(new DestinationPattern(host, ANY_PORT));
    }
    if (!port.matches("[1-9][0-9]{0,4}") || Integer.parseInt(port) > MAX_PORT) {
      return Optional.empty();
    }
    return Optional.of(new DestinationPattern(host, Integer.parseInt(port)));
  }

  private static boolean isHost(String host) {
    String rest = host.startsWith("*.") ? host.substring(2) : host;
    return host.equals(ANY) || (!rest.isEmpty() && rest.indexOf('*') < 0);
  }

  /// Whether the destination is one that the pattern means.
  public boolean matches(Destination destination) {
    return (port == ANY_PORT || port == destination.port())
        && matchesHost(destination.host().text());
  }

  private boolean matchesHost(String text) {
    if (host.equals(ANY)) {
      return true;
    }
    return host.startsWith("*.") ? text.endsWith(host.substring(1)) : text.equals(host);
  }
}
