package org.sallyport.linux.nft;

import java.util.List;
import java.util.stream.Collectors;
import org.sallyport.linux.link.LinkAddresses;

/// The desired packet rules of a workstation's namespace.
///
/// Laws, whatever the two settings are:
/// - a TCP connection to anything but loopback reaches the TransPort or is reset;
/// - a DNS datagram to *any* address, loopback resolvers such as `127.0.0.53` too, reaches the
///   DNSPort or is refused;
/// - everything else (QUIC, other UDP, ICMP, SCTP, …), of both families, is refused at once, so
///   that programs fall back instead of waiting;
/// - a TCP connection to one of the gateway's other ports, on any loopback address or on the
///   addresses that a Whonix-Gateway has, reaches the socket that serves it;
/// - loopback is free otherwise; nothing comes in but from loopback, and nothing is forwarded.
///
/// The addresses of the pair of interfaces count as foreign for TCP, so that no program can be made
/// to talk to itself in the belief that it talks to a host.
///
/// @param tcp the TransPort
/// @param dns the DNSPort
/// @param ports the other ports
public record WorkstationRules(Redirect tcp, Redirect dns, List<LoopbackPorts> ports) {
  /// The name of the table, family `inet`.
  static final String TABLE = "sallyport";

  /// Where programs with Whonix's own settings look for the ports.
  private static final String WHONIX_GATEWAY_V4 = "10.152.152.10";

  private static final String WHONIX_GATEWAY_V6 = "fd19:c33d:88bc::10";

  private static final String REFUSE = "reject with icmpx admin-prohibited\n";

  public WorkstationRules {
    ports = List.copyOf(ports);
  }

  /// The table as `nft list` prints it, which is also the command that adds it.
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
  String replacement() {
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
        + ports.stream().map(WorkstationRules::rules).collect(Collectors.joining())
        + "\t\tip daddr 127.0.0.0/8 return\n"
        + "\t\tip6 daddr ::1 return\n"
        + rule(tcp, "meta l4proto tcp redirect to :%d");
  }

  private static String rules(LoopbackPorts ports) {
    String to = " redirect to :" + ports.listening() + "\n";
    return "\t\tip daddr { "
        + WHONIX_GATEWAY_V4
        + ", 127.0.0.0/8 } "
        + ports.match()
        + to
        + "\t\tip6 daddr { ::1, "
        + WHONIX_GATEWAY_V6
        + " } "
        + ports.match()
        + to;
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
