package org.sallyport.linux.nft;

import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.linux.namespace.NetworkNamespace;

/// Applies the packet rules inside a workstation's namespace and answers for them.
///
/// Applying is atomic. What was applied is read back and compared with what was wanted, the whole
/// ruleset of the namespace: a foreign table is a difference too. Thread-safe.
public final class WorkstationFirewall {
  private final LibNftables nftables;

  /// Loads the library.
  ///
  /// @throws GatewayException MISSING_PREREQUISITE if nftables is not installed
  public WorkstationFirewall() {
    this.nftables = LibNftables.load();
  }

  /// Applies the rules in a new namespace, then verifies them. Where there are rules already they
  /// differ afterwards. Replacing nothing saves the time in which the kernel waits until nobody
  /// uses the old rules any more: most of what [#apply] takes.
  ///
  /// @throws GatewayException if the kernel refuses or holds something else afterwards; the caller
  ///   must then give the namespace up
  public void applyFirst(NetworkNamespace namespace, WorkstationRules rules)
      throws InterruptedException {
    apply(namespace, rules, rules.table());
  }

  /// Applies the rules, then verifies them. Can be repeated: the old table is replaced in the
  /// transaction that brings the new one, so there is no moment without rules.
  ///
  /// @throws GatewayException if the kernel refuses or holds something else afterwards; the caller
  ///   must then give the namespace up
  public void apply(NetworkNamespace namespace, WorkstationRules rules)
      throws InterruptedException {
    apply(namespace, rules, rules.replacement());
  }

  private void apply(NetworkNamespace namespace, WorkstationRules rules, String transaction)
      throws InterruptedException {
    String _ = LibNftables.inside(namespace, () -> nftables.run(transaction));
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
