package org.sallyport.core.lan;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.sallyport.core.firewall.Chain;
import org.sallyport.core.firewall.Chain.Policy;
import org.sallyport.core.firewall.Endpoint;
import org.sallyport.core.firewall.Hook;
import org.sallyport.core.firewall.Rule;
import org.sallyport.core.firewall.Ruleset;

/// The packet rules of a machine that is a gateway for others.
///
/// Laws, whatever the machines, their ports and the settings are:
/// - nothing is forwarded;
/// - from an internal interface, only a known machine's packets pass, and they reach that machine's
///   own sockets: any TCP its TransPort or the port that it names, any DNS its DNSPort;
/// - an internal address on another interface is a lie, and dropped;
/// - of what this machine sends, tor's connections pass, to relays and bridges that it knows and to
///   nobody else unless a setting says so, and nobody else's but what a setting names;
/// - nothing is answered to whoever may not ask: dropped, not rejected.
public final class LanFirewall {
  /// The table's name.
  public static final String TABLE = "sallyport_lan";

  private LanFirewall() {}

  /// The rules while nobody knows whom tor may connect to: if it matters, to nobody.
  ///
  /// @param entrances where each machine's packets go
  /// @param users whose packets may leave
  public static Ruleset of(LanPolicy policy, List<Entrance> entrances, FirewallUsers users) {
    return of(policy, entrances, users, Set.of());
  }

  /// The rules.
  ///
  /// @param entrances where each machine's packets go
  /// @param users whose packets may leave
  /// @param contacts whom tor may connect to, unless it may to any
  public static Ruleset of(
      LanPolicy policy, List<Entrance> entrances, FirewallUsers users, Set<Endpoint> contacts) {
    var sides = new Sides(policy);
    var chains =
        Stream.of(
            passing(Hook.ARRIVAL, new ArrivalRules(sides, entrances).rules()),
            passing(Hook.MEASURE, new LimitRules(entrances).rules()),
            passing(Hook.REDIRECTION, new RedirectionRules(sides, entrances).rules()),
            new Chain(Hook.INPUT, Policy.DROP, new InputRules(sides).rules()),
            new Chain(Hook.FORWARD, Policy.DROP, List.of()),
            passing(Hook.OWN_REDIRECTION, new OwnRedirectionRules(sides, users).rules()),
            new Chain(Hook.OUTPUT, Policy.DROP, new OutputRules(sides, users, contacts).rules()));
    return new Ruleset(TABLE, policy.own(), chains.filter(LanFirewall::matters).toList());
  }

  private static Chain passing(Hook hook, List<Rule> rules) {
    return new Chain(hook, Policy.ACCEPT, rules);
  }

  private static boolean matters(Chain chain) {
    return chain.policy() == Policy.DROP || !chain.rules().isEmpty();
  }
}
