package org.sallyport.tor.contact;

import java.util.Optional;
import java.util.Set;
import org.sallyport.core.firewall.Endpoint;

/// A `Bridge` line: `[transport] address:port [fingerprint] [key=value …]`.
///
/// Total: what cannot be read names nobody. Its text form is scrubbed, bridges are secret.
///
/// @param transport its name, "" if there is none
/// @param endpoint where the bridge is, or what stands in its place
record BridgeLine(String transport, Optional<Endpoint> endpoint) {
  /// Transports that connect to the very address in the line. Others go to a front or a broker.
  private static final Set<String> DIRECT =
      Set.of("", "obfs2", "obfs3", "obfs4", "scramblesuit", "fte");

  static BridgeLine read(String line) {
    String[] words = line.strip().split(" +", -1);
    var plain = EndpointText.read(words[0]);
    return plain.isPresent()
        ? new BridgeLine("", plain)
        : new BridgeLine(words[0], words.length > 1 ? EndpointText.read(words[1]) : plain);
  }

  /// Whether its endpoint is where its connections go.
  boolean isDirect() {
    return DIRECT.contains(transport);
  }

  @Override
  public String toString() {
    return "BridgeLine[scrubbed]";
  }
}
