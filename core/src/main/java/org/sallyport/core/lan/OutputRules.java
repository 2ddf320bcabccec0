package org.sallyport.core.lan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.sallyport.core.firewall.AddressText;
import org.sallyport.core.firewall.ConnectionState;
import org.sallyport.core.firewall.Endpoint;
import org.sallyport.core.firewall.EndpointSet;
import org.sallyport.core.firewall.Family;
import org.sallyport.core.firewall.Match;
import org.sallyport.core.firewall.Network;
import org.sallyport.core.firewall.Rule;
import org.sallyport.core.firewall.Verdict;
import org.sallyport.core.lan.FirewallPolicy.Message;

/// What this machine sends: answers to machines, tor's connections, and what settings name.
///
/// @param sides of the gateway
/// @param users whose packets may leave
/// @param contacts whom tor may connect to
record OutputRules(Sides sides, FirewallUsers users, Set<Endpoint> contacts) {
  /// A gateway of machines is root's.
  private static final long GATEWAY = 0;

  private static final Match GOES_ON = new Match.Connection(ConnectionState.ESTABLISHED);

  List<Rule> rules() {
    var rules = new ArrayList<Rule>();
    rules.addAll(toMachines());
    rules.addAll(tor());
    rules.addAll(exceptions());
    rules.add(Rule.of("nobody else", Verdict.REJECT));
    return rules;
  }

  /// Of this machine nobody uses the sockets that are the machines'.
  private List<Rule> toMachines() {
    var loopback = new Match.By(Sides.LOOPBACK);
    var rules = new ArrayList<Rule>();
    for (Lan lan : sides.policy().lans()) {
      for (Lan.Address own : lan.addresses()) {
        rules.add(
            Rule.of(
                "not from here " + AddressText.of(own.address()),
                Verdict.REJECT,
                loopback,
                new Match.Destination(Network.of(own.address())),
                new Match.Connection(ConnectionState.NEW)));
      }
    }
    rules.add(
        Rule.of("no connection, out", Verdict.DROP, new Match.Connection(ConnectionState.INVALID)));
    rules.add(Rule.of("this machine to itself, out", Verdict.ACCEPT, loopback));
    sides.policy().lans().forEach(lan -> rules.addAll(byTheirInterface(lan)));
    rules.add(
        Rule.of(
            "nobody but the gateway answers machines",
            Verdict.DROP,
            sides.toMachines(),
            new Match.OwnerOthers(GATEWAY)));
    rules.add(Rule.of("answers to machines", Verdict.ACCEPT, sides.toMachines(), GOES_ON));
    rules.add(Rule.of("neighbours, out", Verdict.ACCEPT, new Match.NeighbourDiscovery()));
    rules.add(Rule.of("nothing else to machines", Verdict.REJECT, sides.toMachines()));
    return rules;
  }

  /// What is for a machine or comes from its network's address leaves by its interface or not at
  /// all, whatever routes say.
  private static List<Rule> byTheirInterface(Lan lan) {
    Match elsewhere = new Match.ByOthers(List.of(Sides.LOOPBACK, lan.internal()));
    var rules = new ArrayList<Rule>();
    for (Lan.Address own : lan.addresses()) {
      rules.add(
          Rule.of(
              "elsewhere from " + AddressText.of(own.address()),
              Verdict.DROP,
              elsewhere,
              new Match.Source(Network.of(own.address()))));
      rules.add(
          Rule.of(
              "elsewhere to " + Sides.text(own.network()),
              Verdict.DROP,
              elsewhere,
              new Match.Destination(own.network())));
    }
    return rules;
  }

  /// tor's connections.
  private List<Rule> tor() {
    Match outside = sides.torToOutside();
    Match owner = new Match.Owner(users.tor());
    return switch (sides.firewall().outgoing().tor()) {
      case ANY -> List.of(Rule.of("tor", Verdict.ACCEPT, outside, owner, new Match.Tcp()));
      case RELAYS ->
          List.of(
              Rule.of("tor goes on", Verdict.ACCEPT, outside, owner, new Match.Tcp(), GOES_ON),
              relays("tor to relays, IPv4", "relays4", Family.IPV4),
              relays("tor to relays, IPv6", "relays6", Family.IPV6),
              Rule.of(
                  "tor to nobody else", Verdict.DROP, sides.toOutside(), owner, new Match.Tcp()));
    };
  }

  /// Who is in the set changes with tor's consensus. To whom it comes late, a connection is late by
  /// a second, and does not fail: what is dropped is sent again.
  private Rule relays(String name, String set, Family family) {
    return Rule.of(
        name,
        Verdict.ACCEPT,
        sides.torToOutside(),
        new Match.Owner(users.tor()),
        new Match.Among(EndpointSet.of(set, family, contacts)));
  }

  private List<Rule> exceptions() {
    Match outside = sides.toOutside();
    var rules = new ArrayList<Rule>();
    users
        .clearnet()
        .forEach(uid ->
            rules.add(Rule.of("clearnet " + uid, Verdict.ACCEPT, outside, new Match.Owner(uid))));
    sides
        .firewall()
        .outgoing()
        .directNetworks()
        .forEach(network ->
            rules.add(
                Rule.of(
                    "direct " + Sides.text(network),
                    Verdict.ACCEPT,
                    outside,
                    new Match.Destination(network))));
    if (sides.firewall().incoming().isOpen()) {
      rules.add(
          Rule.of("answers to outside", Verdict.ACCEPT, outside, GOES_ON, new Match.Answering()));
    }
    rules.add(Rule.of("asks for routers", Verdict.ACCEPT, outside, new Match.RouterSolicitation()));
    if (sides.firewall().incoming().messages().contains(Message.DHCP)) {
      rules.addAll(InputRules.dhcpOut(outside));
    }
    return rules;
  }
}
