package org.sallyport.core.lan;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.sallyport.core.firewall.AddressText;
import org.sallyport.core.firewall.Match;
import org.sallyport.core.firewall.Network;
import org.sallyport.core.firewall.Rule;
import org.sallyport.core.firewall.TcpFlag;
import org.sallyport.core.firewall.Verdict;

/// Who may send anything at all: packets that no honest machine sends are dropped, and of the
/// machines only those go on that are who they say they are.
///
/// @param sides of the gateway
/// @param entrances of the machines
record ArrivalRules(Sides sides, List<Entrance> entrances) {
  List<Rule> rules() {
    var rules = new ArrayList<>(odd());
    if (sides.serve()) {
      entrances.forEach(entrance -> rules.addAll(known(entrance)));
    }
    rules.add(
        Rule.of(
            "neighbours find each other",
            Verdict.ACCEPT,
            sides.fromMachines(),
            new Match.NeighbourDiscovery()));
    rules.add(
        Rule.of(
            sides.serve() ? "unknown machines" : "machines wait for the clock",
            Verdict.DROP,
            sides.fromMachines()));
    sides.policy().lans().forEach(lan -> rules.addAll(elsewhere(lan)));
    return rules;
  }

  private static List<Rule> odd() {
    var fragments = "no fragments, ";
    return List.of(
        Rule.of(fragments + "IPv4", Verdict.DROP, new Match.FragmentV4()),
        Rule.of(fragments + "IPv6", Verdict.DROP, new Match.FragmentV6()),
        both("FIN and SYN", EnumSet.of(TcpFlag.FIN, TcpFlag.SYN)),
        both("SYN and RST", EnumSet.of(TcpFlag.SYN, TcpFlag.RST)),
        both("FIN and RST", EnumSet.of(TcpFlag.FIN, TcpFlag.RST)),
        Rule.of(
            "no flags at all",
            Verdict.DROP,
            new Match.Flags(EnumSet.allOf(TcpFlag.class), Set.of())),
        Rule.of(
            "flags of a port scan",
            Verdict.DROP,
            new Match.Flags(
                EnumSet.allOf(TcpFlag.class), EnumSet.of(TcpFlag.FIN, TcpFlag.PSH, TcpFlag.URG))));
  }

  private static Rule both(String what, Set<TcpFlag> flags) {
    return Rule.of("not both, " + what, Verdict.DROP, new Match.Flags(flags, flags));
  }

  private static List<Rule> known(Entrance entrance) {
    var internal = new Match.From(entrance.lan().internal());
    return switch (entrance.resident()) {
      case Machine machine -> known(machine, internal);
      case Guests guests -> guests(entrance.lan(), guests);
    };
  }

  private static List<Rule> known(Machine machine, Match internal) {
    return machine.addresses().stream()
        .map(address -> {
          var conditions = new ArrayList<Match>(List.of(internal, Sides.source(address)));
          if (!machine.mac().isEmpty()) {
            conditions.add(new Match.Sender(machine.mac()));
          }
          return new Rule(Sides.named("known", machine, address), conditions, Verdict.ACCEPT);
        })
        .toList();
  }

  /// A guest has no machine's address, and none of the gateway's.
  private static List<Rule> guests(Lan lan, Guests guests) {
    var internal = new Match.From(lan.internal());
    var rules = new ArrayList<Rule>();
    for (Machine machine : lan.machines()) {
      if (!machine.mac().isEmpty()) {
        rules.addAll(others(machine, internal));
      }
    }
    for (Lan.Address own : lan.addresses()) {
      rules.add(
          Rule.of(
              "not the gateway " + AddressText.of(own.address()),
              Verdict.DROP,
              internal,
              Sides.source(own.address())));
      rules.add(
          Rule.of(
              Sides.named("guests", guests, own.network()),
              Verdict.ACCEPT,
              internal,
              new Match.Source(own.network())));
    }
    return rules;
  }

  private static List<Rule> others(Machine machine, Match internal) {
    return machine.addresses().stream()
        .map(address ->
            Rule.of(
                Sides.named("not the machine", machine, address),
                Verdict.DROP,
                internal,
                Sides.source(address)))
        .toList();
  }

  private static List<Rule> elsewhere(Lan lan) {
    var others = new Match.FromOthers(List.of(Sides.LOOPBACK, lan.internal()));
    var rules = new ArrayList<Rule>();
    for (Lan.Address address : lan.addresses()) {
      rules.add(
          Rule.of(
              "internal address from elsewhere, " + Sides.text(address.network()),
              Verdict.DROP,
              others,
              new Match.Source(address.network())));
      rules.add(
          Rule.of(
              "to an internal address from elsewhere, " + AddressText.of(address.address()),
              Verdict.DROP,
              others,
              new Match.Destination(Network.of(address.address()))));
    }
    return rules;
  }
}
