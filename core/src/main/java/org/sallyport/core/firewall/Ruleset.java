package org.sallyport.core.firewall;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// All chains of one table, one for each hook at most.
///
/// Law: the decision about a packet is the kernel's, as far as one table decides: a packet passes
/// when every chain on its way lets it pass.
///
/// @param table the table's name, family `inet`
/// @param own the addresses of this machine, besides loopback
/// @param chains in the order in which packets meet them
public record Ruleset(String table, Set<InetAddress> own, List<Chain> chains) {
  public Ruleset {
    own = Set.copyOf(own);
    chains = List.copyOf(chains);
    var names = new HashSet<String>();
    for (Chain chain : chains) {
      for (Rule rule : chain.rules()) {
        if (!names.add(rule.name())) {
          throw new IllegalArgumentException("rule: " + rule.name() + " (expected: one of a name)");
        }
      }
    }
    for (EndpointSet set : setsOf(chains)) {
      if (!names.add("@" + set.name())) {
        throw new IllegalArgumentException("set: " + set.name() + " (expected: one of a name)");
      }
    }
  }

  /// The sets that its rules ask, each once, in the order of the rules.
  public List<EndpointSet> sets() {
    return setsOf(chains);
  }

  private static List<EndpointSet> setsOf(List<Chain> chains) {
    return chains.stream()
        .flatMap(chain -> chain.rules().stream())
        .flatMap(rule -> rule.conditions().stream())
        .flatMap(condition ->
            condition instanceof Match.Among(var set) ? Stream.of(set) : Stream.empty())
        .distinct()
        .toList();
  }

  /// What becomes of a packet.
  public Decision decide(Packet packet) {
    return switch (packet.route()) {
      case Packet.Route.Leaving _ -> at(Hook.OUTPUT, packet, false);
      case Packet.Route.Arriving _ -> arriving(packet);
    };
  }

  private Decision arriving(Packet packet) {
    Decision first = at(Hook.ARRIVAL, packet, false);
    if (!first.passes()) {
      return first;
    }
    Decision redirection =
        packet.state() == ConnectionState.NEW ? at(Hook.REDIRECTION, packet, false) : first;
    boolean redirected = redirection.verdict() instanceof Verdict.Redirect;
    boolean here =
        redirected
            || own.contains(packet.destination())
            || packet.destination().isLoopbackAddress();
    Decision last = at(here ? Hook.INPUT : Hook.FORWARD, packet, redirected);
    return redirected && last.passes() ? redirection : last;
  }

  private Decision at(Hook hook, Packet packet, boolean redirected) {
    return chain(hook)
        .<Decision>map(chain ->
            chain
                .find(packet, redirected)
                .map(rule -> new Decision(rule.verdict(), hook, rule.name()))
                .orElseGet(() ->
                    switch (chain.policy()) {
                      case ACCEPT -> new Decision(Verdict.ACCEPT, hook, Decision.POLICY);
                      case DROP -> new Decision(Verdict.DROP, hook, Decision.POLICY);
                    }))
        .orElseGet(() -> new Decision(Verdict.ACCEPT, hook, Decision.POLICY));
  }

  private Optional<Chain> chain(Hook hook) {
    return chains.stream().filter(chain -> chain.hook() == hook).findFirst();
  }
}
