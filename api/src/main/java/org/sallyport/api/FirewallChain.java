package org.sallyport.api;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// The packet rules of one place, in the order in which they are asked.
///
/// @param name the chain's
/// @param hook the kernel's name of the place
/// @param policy what happens to packets that no rule matches: `accept` or `drop`
/// @param rules the first that holds decides
public record FirewallChain(String name, String hook, String policy, List<FirewallRule> rules) {
  public FirewallChain {
    requireNonNull(name, "name");
    requireNonNull(hook, "hook");
    requireNonNull(policy, "policy");
    rules = List.copyOf(requireNonNull(rules, "rules"));
  }
}
