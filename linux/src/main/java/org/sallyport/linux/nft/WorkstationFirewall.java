package org.sallyport.linux.nft;

import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.linux.namespace.NetworkNamespace;

/// Applies the packet rules inside a workstation's namespace and answers for them.
///
/// Applying is atomic and can be repeated: the old table is replaced in the transaction that brings
/// the new one, so there is no moment without rules. What was applied is read back and compared
/// with what was wanted, the whole ruleset of the namespace: a foreign table is a difference too.
/// Thread-safe.
public final class WorkstationFirewall {
  private final LibNftables nftables;

  /// Loads the library.
  ///
  /// @throws GatewayException MISSING_PREREQUISITE if nftables is not installed
  public WorkstationFirewall() {
    this.nftables = LibNftables.load();
  }

  /// Applies the rules, then verifies them.
  ///
  /// @throws GatewayException if the kernel refuses or holds something else afterwards; the caller
  ///   must then give the namespace up
  public void apply(NetworkNamespace namespace, WorkstationRules rules)
      throws InterruptedException {
    String _ = LibNftables.inside(namespace, () -> nftables.run(rules.transaction()));
    verify(namespace, rules);
  }

  /// Compares the ruleset of the namespace with the rules.
  ///
  /// @throws GatewayException at the first difference
  public void verify(NetworkNamespace namespace, WorkstationRules rules)
      throws InterruptedException {
    String listed = LibNftables.inside(namespace, () -> nftables.runStateless("list ruleset"));
    Listing.of(listed)
        .differenceFrom(Listing.of(rules.table()))
        .ifPresent(difference -> {
          throw new GatewayException(
              ErrorKind.INTERNAL,
              "The packet rules in "
                  + namespace
                  + " are not the ones applied: "
                  + difference
                  + ". Nothing may run there; start the application again, and report this.");
        });
  }

  /// Reads how many packets the rules have refused.
  ///
  /// @throws GatewayException if the counters are not there
  public RejectedPackets readCounters(NetworkNamespace namespace) throws InterruptedException {
    String listed =
        LibNftables.inside(
            namespace, () -> nftables.run("list counters table inet " + WorkstationRules.TABLE));
    try {
      return RejectedPackets.parse(listed);
    } catch (IllegalArgumentException e) {
      throw new GatewayException(
          ErrorKind.INTERNAL, "The counters in " + namespace + " are incomplete.", e);
    }
  }
}
