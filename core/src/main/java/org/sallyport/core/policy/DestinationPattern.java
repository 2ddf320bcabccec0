package org.sallyport.core.policy;

import java.util.Optional;
import org.sallyport.core.port.PortRange;
import org.sallyport.core.stream.Destination;
import org.sallyport.core.stream.Host;

/// One entry of an allow or deny list, `HOST:PORT`.
///
/// HOST is `*`, `*.suffix` (every name below it, not the name itself), a name, an address or a
/// network; IPv6 stands in brackets. PORT is `*`, a number or a range. So `mail.example.org:993`,
/// `*.example.org:*`, `*:6660-6669`, `*.onion:*`, `192.0.2.0/24:443`, `[2001:db8::]/32:*`.
///
/// @param host which hosts
/// @param ports which ports
public record DestinationPattern(HostPattern host, PortRange ports) {
  private static final String ANY = "*";

  /// Parses `HOST:PORT`; empty when the text is no pattern.
  public static Optional<DestinationPattern> parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1) {
      return Optional.empty();
    }
    String port = text.substring(colon + 1);
    Optional<PortRange> ports =
        port.equals(ANY) ? Optional.of(PortRange.ALL) : PortRange.parse(port);
    return HostPattern.parse(text.substring(0, colon))
        .flatMap(host -> ports.map(range -> new DestinationPattern(host, range)));
  }

  /// The pattern in its canonical spelling, which parses to the same pattern.
  public String text() {
    return host.text() + ":" + (isForEveryPort() ? ANY : ports.toString());
  }

  /// Whether the destination is one that the pattern means.
  public boolean matches(Destination destination) {
    return ports.contains(destination.port()) && matches(destination.host());
  }

  /// Whether the host is one that the pattern means on some port.
  boolean matches(Host other) {
    return host.matches(other);
  }

  /// Whether it means its hosts whatever the port.
  boolean isForEveryPort() {
    return ports.equals(PortRange.ALL);
  }

  /// A pattern may name a destination.
  @Override
  public String toString() {
    return "[scrubbed]";
  }
}
