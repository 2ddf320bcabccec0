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
  private static final String LOOPBACK = "lo";
  private static final InetAddress BROADCAST = InetAddress.ofLiteral("255.255.255.255");

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

  /// The same rules on a machine that has more addresses.
  public Ruleset alsoAt(Set<InetAddress> others) {
    var all = new HashSet<>(own);
    all.addAll(others);
    return new Ruleset(table, all, chains);
  }

  /// What becomes of a packet.
  public Decision decide(Packet packet) {
    return switch (packet.route()) {
      case Packet.Route.Leaving(_, var uid) -> leaving(packet, uid);
      case Packet.Route.Arriving _ -> arriving(packet);
    };
  }

  /// What a connection of this machine's own is redirected to leaves by loopback.
  private Decision leaving(Packet packet, long uid) {
    Decision redirection = first(Hook.OWN_REDIRECTION, packet);
    return switch (redirection.verdict()) {
      case Verdict.Redirect(var address, _) -> {
        var inward = packet.to(new Packet.Route.Leaving(LOOPBACK, uid), address);
        Decision last = at(Hook.OUTPUT, inward, true);
        yield last.passes() ? redirection : last;
      }
      case Verdict.Accept(), Verdict.Drop(), Verdict.Reject() ->
          redirection.passes() ? at(Hook.OUTPUT, packet, false) : redirection;
    };
  }

  /// A chain that only the first packet of a connection meets.
  private Decision first(Hook hook, Packet packet) {
    return packet.state() == ConnectionState.NEW
        ? at(hook, packet, false)
        : new Decision(Verdict.ACCEPT, hook, Decision.POLICY);
  }

  private Decision arriving(Packet packet) {
    Decision first = at(Hook.ARRIVAL, packet, false);
    if (!first.passes()) {
      return first;
    }
    Decision limit = at(Hook.MEASURE, packet, false);
    if (!limit.passes()) {
      return limit;
    }
    Decision redirection = first(Hook.REDIRECTION, packet);
    boolean redirected = redirection.verdict() instanceof Verdict.Redirect;
    Hook end = redirected || isHere(packet.destination()) ? Hook.INPUT : Hook.FORWARD;
    Decision last = at(end, packet, redirected);
    return redirected && last.passes() ? redirection : last;
  }

  private boolean isHere(InetAddress address) {
    return own.contains(address)
        || address.isLoopbackAddress()
        || address.isMulticastAddress()
        || address.equals(BROADCAST);
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
