package org.sallyport.core.lan;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.core.firewall.ConnectionState;
import org.sallyport.core.firewall.Match;
import org.sallyport.core.firewall.Network;
import org.sallyport.core.firewall.Rule;
import org.sallyport.core.firewall.Verdict;

/// How much of the gateway each address of a machine may use; guests of one network together use as
/// much as one machine. Who wants more waits: its packets are dropped, and come again.
///
/// @param entrances of the machines
record LimitRules(List<Entrance> entrances) {
  /// The fewest connections that are not too many after a pause. (Of 5, some versions of nft say
  /// nothing when they list rules.)
  private static final int BURST = 10;

  private static final Match NEW = new Match.Connection(ConnectionState.NEW);

  List<Rule> rules() {
    var rules = new ArrayList<Rule>();
    for (Entrance entrance : entrances) {
      for (Network source : sources(entrance)) {
        rules.addAll(limits(entrance, source));
      }
    }
    return rules;
  }

  private static List<Network> sources(Entrance entrance) {
    return switch (entrance.resident()) {
      case Machine machine -> machine.addresses().stream().map(Network::of).toList();
      case Guests _ -> entrance.lan().addresses().stream().map(Lan.Address::network).toList();
    };
  }

  /// A machine that has passed is no guest.
  private static List<Rule> limits(Entrance entrance, Network source) {
    Match internal = new Match.From(entrance.lan().internal());
    Match from = new Match.Source(source);
    MachineLimits limits = entrance.lan().limits();
    Resident who = entrance.resident();
    var often = Sides.named("too many connections a second,", who, source);
    var many = Sides.named("too many connections at once,", who, source);
    return List.of(
        Rule.of(
            often,
            Verdict.DROP,
            internal,
            from,
            NEW,
            new Match.MoreASecond(
                limits.newConnections(), Math.max(BURST, limits.newConnections()))),
        Rule.of(
            many, Verdict.DROP, internal, from, NEW, new Match.MoreAtOnce(limits.connections())),
        Rule.of(Sides.named("within limits", who, source), Verdict.ACCEPT, internal, from));
  }
}
