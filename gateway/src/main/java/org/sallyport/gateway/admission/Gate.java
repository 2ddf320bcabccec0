package org.sallyport.gateway.admission;

import org.sallyport.core.state.GatewayState;

/// The one place that says whether streams may pass. Written by the control plane, read on event
/// loops for every stream.
public final class Gate {
  private volatile GatewayState state = GatewayState.STARTING;

  /// The state now.
  public GatewayState state() {
    return state;
  }

  /// Enters a state. `STOPPING` is final: nothing opens the gate again.
  ///
  /// @return whether the state changed
  public synchronized boolean enter(GatewayState next) {
    if (state == next || state == GatewayState.STOPPING) {
      return false;
    }
    state = next;
    return true;
  }
}
