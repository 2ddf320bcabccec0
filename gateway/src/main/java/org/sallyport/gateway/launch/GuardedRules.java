package org.sallyport.gateway.launch;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.linux.namespace.NetworkNamespace;
import org.sallyport.linux.nft.RulesetGeneration;
import org.sallyport.linux.nft.WorkstationFirewall;
import org.sallyport.linux.nft.WorkstationRules;

/// The packet rules of a launch's network, which stay what they were: somebody with rights over it
/// may change or flush them, and nothing would reach the gateway's ports any more.
///
/// Safe for use by several threads.
final class GuardedRules implements AutoCloseable {
  private static final Logger LOG = System.getLogger(GuardedRules.class.getName());

  private final NetworkNamespace namespace;
  private final WorkstationFirewall firewall;
  private final WorkstationRules rules;
  private final RulesetGeneration generation;
  private int known;
  private boolean closed;

  /// Guards rules that were just applied.
  ///
  /// @throws GatewayException if the kernel does not tell of changes
  GuardedRules(NetworkNamespace namespace, WorkstationFirewall firewall, WorkstationRules rules) {
    this.namespace = namespace;
    this.firewall = firewall;
    this.rules = rules;
    try {
      this.generation = RulesetGeneration.of(namespace);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /// Applies them anew if anybody has changed them since the last look; the first look compares.
  ///
  /// @throws GatewayException if the kernel refuses; the next look tries again
  synchronized void restore() {
    if (closed) {
      return;
    }
    int now = generation.current();
    if (now == known) {
      return;
    }
    try {
      if (!holds()) {
        firewall.apply(namespace, rules);
        LOG.log(
            Level.WARNING,
            "The packet rules in {0} were changed by somebody else, and are applied anew.",
            namespace);
        now = generation.current();
      }
      known = now;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private boolean holds() throws InterruptedException {
    try {
      firewall.verify(namespace, rules);
      return true;
    } catch (GatewayException e) {
      return false;
    }
  }

  private static GatewayException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new GatewayException(
        ErrorKind.TIMEOUT, "Interrupted because the gateway stops: the rules were not read.", e);
  }

  @Override
  public synchronized void close() {
    closed = true;
    generation.close();
  }
}
