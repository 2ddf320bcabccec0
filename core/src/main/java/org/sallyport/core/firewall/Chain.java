package org.sallyport.core.firewall;

import java.util.List;
import java.util.Optional;

/// The rules of one place, asked in order; the first that holds decides.
///
/// @param policy what happens to packets of which none holds: they pass or are dropped
public record Chain(Hook hook, Policy policy, List<Rule> rules) {
  /// What happens to packets that no rule matches.
  public enum Policy {
    ACCEPT,
    DROP
  }

  public Chain {
    rules = List.copyOf(rules);
  }

  Optional<Rule> find(Packet packet, boolean redirected) {
    return rules.stream().filter(rule -> rule.holds(packet, redirected)).findFirst();
  }
}
