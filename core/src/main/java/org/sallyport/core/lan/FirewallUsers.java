package org.sallyport.core.lan;

import java.util.List;

/// The users whose packets may leave, by their numbers.
///
/// @param tor whom tor runs as
/// @param clearnet whose programs may go out without Tor
public record FirewallUsers(long tor, List<Long> clearnet) {
  public FirewallUsers {
    clearnet = List.copyOf(clearnet);
  }
}
