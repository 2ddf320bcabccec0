package org.sallyport.core.firewall;

import java.net.InetAddress;
import org.sallyport.core.port.PortRange;

/// An address and a port of TCP, where somebody answers.
///
/// It may be a bridge's, so its text form is scrubbed.
///
/// @param address IPv4 or IPv6
/// @param port 1 to 65535
public record Endpoint(InetAddress address, int port) {
  public Endpoint {
    var _ = new PortRange(port, port);
  }

  /// Whether it is of the family.
  boolean isOf(Family family) {
    return family.has(address);
  }

  @Override
  public String toString() {
    return "[scrubbed]";
  }
}
