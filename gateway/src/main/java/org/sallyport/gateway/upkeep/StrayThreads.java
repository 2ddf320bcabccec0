package org.sallyport.gateway.upkeep;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.stream.Collectors;
import org.sallyport.linux.namespace.ThreadCensus;
import org.sallyport.linux.namespace.ThreadCensus.Stray;

/// Looks for threads of ours that stay in a workstation's network: there must be none. One that is
/// there at two looks in a row is not on a short errand. Confined to the thread of the chores.
public final class StrayThreads {
  private static final Logger LOG = System.getLogger(StrayThreads.class.getName());

  private Set<Stray> before = Set.of();

  /// Nothing was seen yet.
  public StrayThreads() {}

  /// Looks once.
  public void check() {
    Set<Stray> now = Set.copyOf(ThreadCensus.take().strays());
    Set<Stray> stayed = before.stream().filter(now::contains).collect(Collectors.toSet());
    if (!stayed.isEmpty()) {
      String names = stayed.stream().map(Stray::name).sorted().collect(Collectors.joining(", "));
      LOG.log(
          Level.ERROR,
          "A bug: {0} threads of the gateway stay in a workstation''s network: {1}."
              + " Restart the gateway, and report this.",
          stayed.size(),
          names);
    }
    before = now;
  }
}
