package org.sallyport.tor.contact;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sallyport.core.firewall.Endpoint;

/// Whom tor asks before it knows a relay: a `DirAuthority` or `FallbackDir` line, with or without
/// the port of the directory at its address. Clients use the ORPort only.
///
/// Total: what cannot be read names nobody. Source: tor(1).
final class DirectoryLine {
  private static final String OR_PORT = "orport=";
  private static final String IPV6 = "ipv6=";

  private DirectoryLine() {}

  static Set<Endpoint> read(String line) {
    Set<Endpoint> endpoints = new HashSet<>();
    List<String> words = List.of(line.split(" ", -1));
    for (String word : words) {
      if (word.startsWith(IPV6)) {
        EndpointText.read(word.substring(IPV6.length())).ifPresent(endpoints::add);
      }
      if (word.startsWith(OR_PORT)) {
        EndpointText.read(address(words), word.substring(OR_PORT.length()))
            .ifPresent(endpoints::add);
      }
    }
    return endpoints;
  }

  private static String address(List<String> words) {
    return words.stream()
        .map(word -> word.replaceFirst(":[0-9]{1,5}$", ""))
        .filter(EndpointText::isV4)
        .findFirst()
        .orElse("");
  }
}
