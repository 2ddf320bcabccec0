package org.sallyport.api;

import static java.util.Objects.requireNonNull;

/// A packet rule and what it has met since it was applied.
///
/// @param name says what it is for
/// @param conditions in nft's words, "" if it holds of every packet
/// @param verdict `accept`, `drop`, `reject`, or `redirect` with the socket behind it
/// @param packets of how many all conditions held
/// @param bytes of those packets
public record FirewallRule(
    String name, String conditions, String verdict, long packets, long bytes) {
  public FirewallRule {
    requireNonNull(name, "name");
    requireNonNull(conditions, "conditions");
    requireNonNull(verdict, "verdict");
  }
}
