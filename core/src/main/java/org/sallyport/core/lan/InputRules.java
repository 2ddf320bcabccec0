package org.sallyport.core.lan;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.core.firewall.ConnectionState;
import org.sallyport.core.firewall.Family;
import org.sallyport.core.firewall.Match;
import org.sallyport.core.firewall.Rule;
import org.sallyport.core.firewall.Verdict;
import org.sallyport.core.lan.FirewallPolicy.Incoming;
import org.sallyport.core.lan.FirewallPolicy.Message;

/// What comes in for this machine: what machines send to their ports, what answers tor, and what
/// settings name.
///
/// @param sides of the gateway
record InputRules(Sides sides) {
  private static final Match RELATED = new Match.Connection(ConnectionState.RELATED);
  private static final Match V4 = new Match.OfFamily(Family.IPV4);
  private static final Match V6 = new Match.OfFamily(Family.IPV6);
  private static final int DHCP_SERVER = 67;
  private static final int DHCP_CLIENT = 68;
  private static final int DHCP6_SERVER = 547;
  private static final int DHCP6_CLIENT = 546;

  List<Rule> rules() {
    var rules =
        new ArrayList<>(
            List.of(
                Rule.of(
                    "no connection, in",
                    Verdict.DROP,
                    new Match.Connection(ConnectionState.INVALID)),
                Rule.of("this machine to itself", Verdict.ACCEPT, new Match.From(Sides.LOOPBACK)),
                Rule.of(
                    "connections go on, in",
                    Verdict.ACCEPT,
                    new Match.Connection(ConnectionState.ESTABLISHED)),
                Rule.of(
                    "machines to their ports",
                    Verdict.ACCEPT,
                    sides.fromMachines(),
                    new Match.Redirected(Entrance.LOWEST)),
                Rule.of("neighbours, in", Verdict.ACCEPT, new Match.NeighbourDiscovery()),
                Rule.of(
                    "routers, in",
                    Verdict.ACCEPT,
                    sides.fromOutside(),
                    new Match.RouterAdvertisement())));
    Incoming incoming = sides.firewall().incoming();
    for (Message message : Message.values()) {
      if (incoming.messages().contains(message)) {
        rules.addAll(of(message));
      }
    }
    rules.addAll(open(incoming));
    return rules;
  }

  private List<Rule> of(Message message) {
    Match outside = sides.fromOutside();
    return switch (message) {
      case ECHO ->
          List.of(
              Rule.of("echo, IPv4", Verdict.ACCEPT, outside, new Match.EchoV4()),
              Rule.of("echo, IPv6", Verdict.ACCEPT, outside, new Match.EchoV6()));
      case TOO_BIG ->
          List.of(
              Rule.of("too big, IPv4", Verdict.ACCEPT, new Match.TooBigV4(), RELATED),
              Rule.of("too big, IPv6", Verdict.ACCEPT, new Match.TooBigV6(), RELATED));
      case RELATED -> List.of(Rule.of("related, in", Verdict.ACCEPT, outside, RELATED));
      case DHCP ->
          List.of(
              Rule.of(
                  "addresses by DHCP, in",
                  Verdict.ACCEPT,
                  outside,
                  V4,
                  new Match.UdpBetween(DHCP_SERVER, DHCP_CLIENT)),
              Rule.of(
                  "addresses by DHCPv6, in",
                  Verdict.ACCEPT,
                  outside,
                  V6,
                  new Match.UdpBetween(DHCP6_SERVER, DHCP6_CLIENT)));
    };
  }

  private List<Rule> open(Incoming incoming) {
    var rules = new ArrayList<Rule>();
    if (!incoming.tcp().isEmpty()) {
      rules.add(
          Rule.of(
              "open by TCP",
              Verdict.ACCEPT,
              sides.fromOutside(),
              new Match.TcpTo(incoming.tcp()),
              RedirectionRules.OPENING));
    }
    if (!incoming.udp().isEmpty()) {
      rules.add(
          Rule.of(
              "open by UDP", Verdict.ACCEPT, sides.fromOutside(), new Match.UdpTo(incoming.udp())));
    }
    return rules;
  }

  /// What asks for addresses.
  static List<Rule> dhcpOut(Match outside) {
    return List.of(
        Rule.of(
            "addresses by DHCP, out",
            Verdict.ACCEPT,
            outside,
            V4,
            new Match.UdpBetween(DHCP_CLIENT, DHCP_SERVER)),
        Rule.of(
            "addresses by DHCPv6, out",
            Verdict.ACCEPT,
            outside,
            V6,
            new Match.UdpBetween(DHCP6_CLIENT, DHCP6_SERVER)));
  }
}
