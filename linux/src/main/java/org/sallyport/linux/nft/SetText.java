package org.sallyport.linux.nft;

import java.util.stream.Collectors;
import org.sallyport.core.firewall.AddressText;
import org.sallyport.core.firewall.Endpoint;
import org.sallyport.core.firewall.EndpointSet;
import org.sallyport.core.firewall.Family;
import org.sallyport.core.firewall.Ruleset;

/// The sets of a ruleset in nft's words: what they are, as `nft list` prints it, and the commands
/// that fill them.
final class SetText {
  private SetText() {}

  /// A set without members, as a part of its table.
  static String definition(EndpointSet set) {
    return "\tset %s {\n\t\ttype %s . inet_service\n\t}\n"
        .formatted(
            set.name(),
            switch (set.family()) {
              case IPV4 -> "ipv4_addr";
              case IPV6 -> "ipv6_addr";
            });
  }

  /// The condition of a rule that a packet goes to one of the members.
  static String match(EndpointSet set) {
    return field(set.family()) + " daddr . tcp dport @" + set.name();
  }

  private static String field(Family family) {
    return switch (family) {
      case IPV4 -> "ip";
      case IPV6 -> "ip6";
    };
  }

  /// The commands that give each set its members and no others, all at once: no packet meets a set
  /// that is half full.
  static String filling(Ruleset ruleset) {
    return ruleset.sets().stream()
        .map(set -> filling("inet " + ruleset.table() + " " + set.name(), set))
        .collect(Collectors.joining());
  }

  private static String filling(String place, EndpointSet set) {
    String flush = "flush set " + place + "\n";
    return set.members().isEmpty()
        ? flush
        : set.members().stream()
            .map(SetText::element)
            .sorted()
            .collect(Collectors.joining(", ", flush + "add element " + place + " { ", " }\n"));
  }

  private static String element(Endpoint endpoint) {
    return AddressText.of(endpoint.address()) + " . " + endpoint.port();
  }
}
