package org.sallyport.testbed.leak.world;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The nft tables that count, as text. Pure.
///
/// Two places: the far end of the uplink's interface, where every frame counts, and the uplink's
/// own `lo`, where what goes to an address of the host passes. On `lo` the private network's own
/// connections are left out: TCP to any port but [#TRAP_PORT] that does not come from
/// [#PROBE_PORT], and the exits' name server. The kernel's own "nobody is here" to who knocks at
/// [#KNOCK_PORT] is nobody's.
///
/// @param exits the addresses that may send
/// @param nameServer whom they ask
record CounterRules(List<String> exits, String nameServer) {
  /// The table's name.
  static final String TABLE = "sallyport_leaktest";

  /// The TCP port that probes of the host's own addresses use, and nobody else.
  static final int TRAP_PORT = 47;

  /// The port that probes of a relay's own port come from, and nobody else: no ephemeral one.
  static final int PROBE_PORT = 20_047;

  /// Where the Internet knocks at the host, which says itself that nobody is there.
  static final int KNOCK_PORT = 20_048;

  private static final String THROUGH_TOR = "through_tor";
  private static final List<String> KINDS = List.of("tcp", "udp", "icmp", "other");

  CounterRules {
    exits = List.copyOf(exits);
  }

  /// The far end: all frames, before anything else sees them.
  String far() {
    return table(
        "netdev",
        "type filter hook ingress device \"%s\" priority 0; policy accept;"
            .formatted(Topology.FAR_INTERFACE),
        "    tcp sport %d tcp flags & rst == rst accept\n".formatted(KNOCK_PORT)
            + fromExits("ether type ip ")
            + families("ether type"));
  }

  /// The uplink: what is sent to the host itself.
  String uplink() {
    return table(
        "inet",
        "type filter hook output priority 0; policy accept;",
        """
            oifname != "lo" accept
            ip saddr %1$s accept
            ip daddr %1$s accept
            meta nfproto ipv4 tcp sport %3$d counter name leaked_tcp4 accept
            meta nfproto ipv4 tcp dport != %2$d accept
        """
                .formatted(nameServer, TRAP_PORT, PROBE_PORT)
            + fromExits("")
            + families("meta nfproto"));
  }

  /// The far end of a gateway machine's uplink: what its tor sends to relays is left out.
  String beyond(List<String> relays, int port) {
    return table(
        "netdev",
        "type filter hook ingress device \"%s\" priority 0; policy accept;"
            .formatted(Topology.FAR_INTERFACE),
        """
            ether type ip ip frag-off & 0x3fff == 0 ip saddr %s ip daddr { %s } \
        tcp dport %d tcp sport != %d accept
        """
                .formatted(Topology.HOST.getFirst(), String.join(", ", relays), port, PROBE_PORT)
            + "    tcp sport %d tcp flags & rst == rst accept\n".formatted(KNOCK_PORT)
            + families("ether type"));
  }

  /// The world beyond a gateway machine, where exits connect to it.
  String emerging() {
    var hosts =
        Stream.concat(Topology.PUBLIC.stream(), Topology.NEIGHBOURS.stream())
            .filter(address -> !Topology.isIpv6(address))
            .toList();
    return table(
        "inet",
        "type filter hook output priority 0; policy accept;",
        """
            ip saddr { %s } ip daddr { %s } tcp flags & (syn | ack) == syn counter name %s
        """
            .formatted(String.join(", ", exits), String.join(", ", hosts), THROUGH_TOR));
  }

  /// A gateway's machine: what comes from other machines to the service that is a trap, behind
  /// every rule of the gateway's.
  String arriving() {
    var rules = new StringBuilder();
    for (String family : List.of("4", "6")) {
      for (String kind : List.of("tcp", "udp")) {
        rules.append(
            "    meta iifname \"%s\" meta nfproto ipv%s %s dport %d counter name leaked_%3$s%2$s\n"
                .formatted(Topology.INTERNAL_INTERFACES, family, kind, TRAP_PORT));
      }
    }
    return table("inet", "type filter hook input priority 300; policy accept;", rules.toString());
  }

  /// Only new connections are counted: an exit closes old ones when it likes.
  private String fromExits(String before) {
    return """
        %1$sip saddr { %2$s } tcp flags & (syn | ack) == syn counter name %3$s accept
        %1$sip saddr { %2$s } ip protocol tcp accept
    """
        .formatted(before, String.join(", ", exits), THROUGH_TOR);
  }

  private static String families(String selector) {
    boolean byFrame = selector.startsWith("ether");
    return kinds(selector + (byFrame ? " ip" : " ipv4"), "4")
        + kinds(selector + (byFrame ? " ip6" : " ipv6"), "6")
        + "    counter name leaked_frame accept\n";
  }

  private static String kinds(String selector, String family) {
    var rules = new StringBuilder();
    for (String kind : KINDS) {
      String match =
          switch (kind) {
            case "icmp" -> " meta l4proto { icmp, ipv6-icmp }";
            case "other" -> "";
            default -> " meta l4proto " + kind;
          };
      rules.append(
          "    %s%s counter name leaked_%s%s accept\n".formatted(selector, match, kind, family));
    }
    return rules.toString();
  }

  private static String table(String family, String hook, String rules) {
    var counters =
        new StringBuilder("  counter %s {}\n  counter leaked_frame {}\n".formatted(THROUGH_TOR));
    for (String kind : KINDS) {
      counters.append("  counter leaked_%s4 {}\n  counter leaked_%1$s6 {}\n".formatted(kind));
    }
    return """
    table %1$s %2$s
    delete table %1$s %2$s
    table %1$s %2$s {
    %3$s  chain witness {
        %4$s
    %5$s  }
    }
    """
        .formatted(family, TABLE, counters, hook, rules);
  }

  /// The same counters, if none is missing.
  ///
  /// @throws IllegalArgumentException if one is: a missing counter is no zero
  static Map<String, Long> complete(Map<String, Long> packets) {
    int expected = 2 + 2 * KINDS.size();
    if (packets.size() != expected || !packets.containsKey(THROUGH_TOR)) {
      throw new IllegalArgumentException("packets: " + packets + " (expected: all counters)");
    }
    return packets;
  }

  /// Whether a counter counts what should come out.
  static boolean isThroughTor(String counter) {
    return counter.equals(THROUGH_TOR);
  }
}
