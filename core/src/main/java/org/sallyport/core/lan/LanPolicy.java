package org.sallyport.core.lan;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What a gateway for other machines lets through: where they are and who they are, and what the
/// gateway's own machine may do besides.
///
/// @param lans the internal interfaces; at least one, and no network of one overlaps another's
/// @param firewall the rest
public record LanPolicy(List<Lan> lans, FirewallPolicy firewall) {
  public LanPolicy {
    lans = List.copyOf(lans);
    var interfaces = new HashSet<String>();
    for (Lan lan : lans) {
      if (!interfaces.add(lan.internal())
          || firewall.uplinks().names().contains(lan.internal())
          || firewall.uplinks().torInterface().equals(lan.internal())) {
        throw new IllegalArgumentException(
            "interface: " + lan.internal() + " (expected: one lan's, and no uplink)");
      }
    }
    if (lans.isEmpty() || overlap(lans)) {
      throw new IllegalArgumentException(
          "lans: " + lans.size() + " (expected: at least one, with networks apart)");
    }
  }

  /// Whether two of them have addresses in common.
  public static boolean overlap(List<Lan> lans) {
    for (int i = 0; i < lans.size(); i++) {
      if (lans.subList(i + 1, lans.size()).stream().anyMatch(lans.get(i)::overlaps)) {
        return true;
      }
    }
    return false;
  }

  /// The interfaces that machines are on.
  public List<String> internals() {
    return lans.stream().map(Lan::internal).toList();
  }

  /// The gateway's own addresses there.
  public Set<InetAddress> own() {
    return lans.stream().flatMap(lan -> lan.own().stream()).collect(Collectors.toUnmodifiableSet());
  }
}
