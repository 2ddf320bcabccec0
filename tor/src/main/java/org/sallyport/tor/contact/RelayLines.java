package org.sallyport.tor.contact;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.sallyport.core.firewall.Endpoint;

/// The answer to `GETINFO ns/all`: for each relay of the consensus an `r` line with its IPv4
/// address and ORPort, and an `a` line with those of IPv6 if it has any.
///
/// Total: a line that cannot be read names nobody. Source: dir-spec, section "Network status
/// format"; the control port's form has both digests or one.
final class RelayLines {
  /// From the end of an `r` line: address, ORPort, DirPort.
  private static final int ADDRESS_FROM_END = 3;

  private static final int FEWEST_WORDS = 8;

  private RelayLines() {}

  static Set<Endpoint> read(String networkStatus) {
    Set<Endpoint> relays = new HashSet<>();
    networkStatus.lines().flatMap(line -> relay(line).stream()).forEach(relays::add);
    return relays;
  }

  private static Optional<Endpoint> relay(String line) {
    if (line.startsWith("a ")) {
      return EndpointText.read(line.substring(2));
    }
    String[] words = line.split(" ", -1);
    int address = words.length - ADDRESS_FROM_END;
    return words[0].equals("r") && words.length >= FEWEST_WORDS
        ? EndpointText.read(words[address], words[address + 1])
        : Optional.empty();
  }
}
