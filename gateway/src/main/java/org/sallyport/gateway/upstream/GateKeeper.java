package org.sallyport.gateway.upstream;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.sallyport.core.state.GatewayState;
import org.sallyport.gateway.admission.Gate;
import org.sallyport.tor.upstream.UpstreamState;

/// Opens the gate when tor is ready, and closes it in every other state of tor's.
///
/// Called from the upstream's own thread only.
public final class GateKeeper {
  private static final Logger LOG = System.getLogger(GateKeeper.class.getName());

  private final Gate gate;

  public GateKeeper(Gate gate) {
    this.gate = gate;
  }

  /// The upstream entered this state.
  public void upstreamIs(UpstreamState state) {
    boolean wasOpen = gate.state() == GatewayState.OPEN;
    if (gate.enter(meaning(state))) {
      tell(state, wasOpen);
    }
  }

  private GatewayState meaning(UpstreamState state) {
    GatewayState waiting =
        gate.state() == GatewayState.STARTING ? GatewayState.STARTING : GatewayState.BLOCKED;
    return switch (state) {
      case UpstreamState.Ready() -> GatewayState.OPEN;
      case UpstreamState.Starting _, UpstreamState.Bootstrapping _ -> waiting;
      case UpstreamState.Failed _, UpstreamState.Stopped _ -> GatewayState.BLOCKED;
    };
  }

  private static void tell(UpstreamState state, boolean wasOpen) {
    switch (state) {
      case UpstreamState.Ready() -> LOG.log(Level.INFO, "Open: tor is ready.");
      case UpstreamState.Failed(var reason, _, var retryIn) ->
          LOG.log(Level.WARNING, "Blocked: {0}. Next try in {1}.", reason, retryIn);
      case UpstreamState.Starting _, UpstreamState.Bootstrapping _, UpstreamState.Stopped _ -> {
        if (wasOpen) {
          LOG.log(Level.INFO, "Blocked until tor is ready again.");
        }
      }
    }
  }
}
