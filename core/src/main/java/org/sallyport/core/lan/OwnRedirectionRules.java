package org.sallyport.core.lan;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.sallyport.core.firewall.Family;
import org.sallyport.core.firewall.Match;
import org.sallyport.core.firewall.Rule;
import org.sallyport.core.firewall.Verdict;
import org.sallyport.core.lan.FirewallPolicy.Outgoing;
import org.sallyport.core.lan.FirewallPolicy.Transparent;

/// Where connections of this machine's own programs go, if a setting takes them to Tor: to the
/// gateway's own ports on loopback. tor's are left alone, and those of whom a setting lets out.
///
/// @param sides of the gateway
/// @param users who is left alone
record OwnRedirectionRules(Sides sides, FirewallUsers users) {
  List<Rule> rules() {
    Outgoing outgoing = sides.firewall().outgoing();
    if (outgoing.transparent().isEmpty() || !sides.serve()) {
      return List.of();
    }
    var rules = new ArrayList<Rule>();
    rules.add(stays("this machine to itself stays", new Match.By(Sides.LOOPBACK)));
    rules.add(stays("to machines stays", sides.toMachines()));
    rules.add(stays("tor stays", new Match.Owner(users.tor())));
    users.clearnet().forEach(uid -> rules.add(stays("clearnet stays " + uid, owner(uid))));
    if (outgoing.transparent().contains(Transparent.DNS)) {
      for (Family family : Family.values()) {
        rules.add(dns(family, "", new Match.UdpTo(RedirectionRules.DNS)));
        rules.add(dns(family, " by TCP", new Match.TcpTo(RedirectionRules.DNS)));
      }
    }
    outgoing
        .directNetworks()
        .forEach(network ->
            rules.add(
                stays("direct stays " + Sides.text(network), new Match.Destination(network))));
    if (outgoing.transparent().contains(Transparent.TCP)) {
      for (Family family : Family.values()) {
        rules.add(
            Rule.of(
                "own TransPort, " + text(family),
                new Verdict.Redirect(address(family), OwnPorts.TRANS),
                new Match.OfFamily(family),
                RedirectionRules.OPENING));
      }
    }
    return rules;
  }

  private static Rule stays(String name, Match match) {
    return Rule.of(name, Verdict.ACCEPT, match);
  }

  private static Match owner(long uid) {
    return new Match.Owner(uid);
  }

  private static Rule dns(Family family, String how, Match match) {
    return Rule.of(
        "own DNSPort" + how + ", " + text(family),
        new Verdict.Redirect(address(family), OwnPorts.DNS),
        new Match.OfFamily(family),
        match);
  }

  private static InetAddress address(Family family) {
    return switch (family) {
      case IPV4 -> OwnPorts.LOOPBACK.getFirst();
      case IPV6 -> OwnPorts.LOOPBACK.getLast();
    };
  }

  private static String text(Family family) {
    return switch (family) {
      case IPV4 -> "IPv4";
      case IPV6 -> "IPv6";
    };
  }
}
