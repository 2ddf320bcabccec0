package org.sallyport.tor.upstream;

import java.util.List;
import org.sallyport.tor.control.CircuitEvent;
import org.sallyport.tor.control.ControlEvent;
import org.sallyport.tor.ledger.Ledger;

/// Feeds the ledger with everything that the upstream tells, then passes it on.
///
/// The ledger is up to date before the next listener hears of an event, and published before it
/// hears [#caughtUp]. Confined to the upstream's thread.
public final class LedgerFeed implements UpstreamListener {
  private final Ledger ledger;
  private final UpstreamListener next;
  private boolean startedBefore;

  public LedgerFeed(Ledger ledger, UpstreamListener next) {
    this.ledger = ledger;
    this.next = next;
  }

  @Override
  public void stateChanged(UpstreamState state) {
    if (state instanceof UpstreamState.Starting) {
      if (startedBefore) {
        ledger.upstreamRestarted();
      }
      startedBefore = true;
    }
    next.stateChanged(state);
  }

  @Override
  public void event(ControlEvent event) {
    ledger.accept(event);
    next.event(event);
  }

  @Override
  public void circuits(List<CircuitEvent> all) {
    ledger.refresh(all);
    next.circuits(all);
  }

  @Override
  public void caughtUp() {
    ledger.publish();
    next.caughtUp();
  }
}
