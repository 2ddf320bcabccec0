package org.sallyport.linux.nft;

import org.sallyport.linux.link.LinkAddresses;

/// The desired packet rules of a workstation's namespace.
///
/// Laws, whatever the two settings are:
/// - a TCP connection to anything but loopback reaches the TransPort or is reset;
/// - a DNS datagram to *any* address, loopback resolvers such as `127.0.0.53` too, reaches the
///   DNSPort or is refused;
/// - everything else (QUIC, other UDP, ICMP, SCTP, …), of both families, is refused at once, so
///   that programs fall back instead of waiting;
/// - loopback, where the gateway's other ports listen, is free; nothing comes in but from loopback,
///   and nothing is forwarded.
///
/// The addresses of the pair of interfaces count as foreign for TCP, so that no program can be made
/// to talk to itself in the belief that it talks to a host.
///
/// @param tcp the TransPort
/// @param dns the DNSPort
public record WorkstationRules(Redirect tcp, Redirect dns) {
  /// The name of the table, family `inet`.
  static final String TABLE = "sallyport";

  private static final String REFUSE = "reject with icmpx admin-prohibited\n";

  /// The table as `nft list` prints it.
  String table() {
    return """
    table inet %s {
    %s
    	chain nat_output {
    		type nat hook output priority -100; policy accept;
    %s	}

    	chain filter_output {
    		type filter hook output priority 0; policy drop;
    %s	}

    	chain filter_input {
    		type filter hook input priority 0; policy drop;
    		iifname "lo" accept
    	}

    	chain filter_forward {
    		type filter hook forward priority 0; policy drop;
    	}
    }
    """
        .formatted(TABLE, counters(), natOutput(), filterOutput());
  }

  /// The commands that replace whatever table of ours there is, in one transaction.
  String transaction() {
    return "table inet " + TABLE + "\ndelete table inet " + TABLE + "\n" + table();
  }

  private static String counters() {
    StringBuilder text = new StringBuilder();
    for (RejectedPackets.Kind kind : RejectedPackets.Kind.values()) {
      text.append("\tcounter ").append(kind.counter()).append(" {\n\t}\n\n");
    }
    return text.toString().stripTrailing() + "\n";
  }

  private String natOutput() {
    return rule(dns, "udp dport 53 redirect to :%d")
        + "\t\tip daddr 127.0.0.0/8 return\n"
        + "\t\tip6 daddr ::1 return\n"
        + rule(tcp, "meta l4proto tcp redirect to :%d");
  }

  private static String rule(Redirect redirect, String rule) {
    return switch (redirect) {
      case Redirect.To(int port) -> "\t\t" + rule.formatted(port) + "\n";
      case Redirect.Off() -> "";
    };
  }

  private static String filterOutput() {
    return "\t\tct status dnat accept\n"
        + "\t\tip daddr 127.0.0.0/8 accept\n"
        + "\t\tip6 daddr ::1 accept\n"
        + "\t\tip daddr "
        + LinkAddresses.V4.getHostAddress()
        + " accept\n"
        + "\t\tip6 daddr "
        + LinkAddresses.V6_TEXT
        + " accept\n"
        + reject("meta l4proto tcp ", RejectedPackets.Kind.TCP, "reject with tcp reset\n")
        + reject("meta l4proto udp ", RejectedPackets.Kind.UDP, REFUSE)
        + reject("icmp type echo-request ", RejectedPackets.Kind.ICMP, REFUSE)
        + reject("icmpv6 type echo-request ", RejectedPackets.Kind.ICMP, REFUSE)
        + "\t\tmeta l4proto { icmp, ipv6-icmp } drop\n" // the kernel's own, of no interest
        + reject("", RejectedPackets.Kind.OTHER, REFUSE);
  }

  private static String reject(String match, RejectedPackets.Kind kind, String verdict) {
    return "\t\t" + match + "counter name \"" + kind.counter() + "\" " + verdict;
  }
}
