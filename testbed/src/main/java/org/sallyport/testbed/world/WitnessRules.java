package org.sallyport.testbed.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The nft table that counts packets to the witnessed hosts, as text, and the reading of its
/// counters. Pure.
///
/// It hooks the output of the uplink namespace: whatever a process in it sends towards a witnessed
/// host passes there once, whether or not somebody listens.
///
/// @param hosts the witnessed addresses, IPv4 or IPv6
/// @param exits the addresses that may talk to them
record WitnessRules(List<String> hosts, List<String> exits) {
  /// The table's name.
  static final String TABLE = "sallyport_witness";

  private static final List<String> PROTOCOLS = List.of("tcp", "udp", "icmp", "other");
  private static final Pattern COUNTER =
      Pattern.compile("counter (\\w+) \\{\\s*packets (\\d+) bytes \\d+\\s*}");

  WitnessRules {
    hosts = List.copyOf(hosts);
    exits = List.copyOf(exits);
  }

  /// The input of `nft -f -`: replaces the table, so counting starts at zero.
  String text() {
    var counters = new StringBuilder();
    var rules = new StringBuilder();
    for (var i = 0; i < hosts.size(); i++) {
      for (var protocol : PROTOCOLS) {
        for (var way : List.of("exits", "direct")) {
          counters.append("  counter %s {}\n".formatted(name(i, protocol, way)));
          if (way.equals("direct") || isIpv4(hosts.get(i))) {
            rules.append("    %s\n".formatted(rule(i, protocol, way)));
          }
        }
      }
    }
    return """
    table inet %1$s
    delete table inet %1$s
    table inet %1$s {
    %2$s  chain output {
        type filter hook output priority 0; policy accept;
    %3$s  }
    }
    """
        .formatted(TABLE, counters, rules);
  }

  /// The counts in what `nft list counters` printed. A missing counter is a failure, not a zero.
  List<WitnessReport.Count> read(String listing) {
    Map<String, Long> packets = new TreeMap<>();
    var matcher = COUNTER.matcher(listing);
    while (matcher.find()) {
      packets.put(matcher.group(1), Long.parseLong(matcher.group(2)));
    }
    var counts = new ArrayList<WitnessReport.Count>();
    for (var i = 0; i < hosts.size(); i++) {
      for (var protocol : PROTOCOLS) {
        counts.add(
            new WitnessReport.Count(
                hosts.get(i),
                protocol,
                packets(packets, name(i, protocol, "direct")),
                packets(packets, name(i, protocol, "exits"))));
      }
    }
    return counts;
  }

  private static long packets(Map<String, Long> packets, String counter) {
    var value = packets.get(counter);
    if (value == null) {
      throw new IllegalArgumentException("listing: no counter " + counter + " (expected: all)");
    }
    return value;
  }

  /// Exits are IPv4 only, so an IPv6 host has no rule for them.
  private String rule(int host, String protocol, String way) {
    var address = hosts.get(host);
    var from = way.equals("exits") ? " ip saddr { " + String.join(", ", exits) + " }" : "";
    var match =
        switch (protocol) {
          case "icmp" -> " meta l4proto { icmp, ipv6-icmp }";
          case "other" -> "";
          default -> " meta l4proto " + protocol;
        };
    return (isIpv4(address) ? "ip" : "ip6")
        + " daddr "
        + address
        + from
        + match
        + " counter name "
        + name(host, protocol, way)
        + " accept";
  }

  private static boolean isIpv4(String address) {
    return !address.contains(":");
  }

  private static String name(int host, String protocol, String way) {
    return "host" + host + "_" + protocol + "_" + way;
  }
}
