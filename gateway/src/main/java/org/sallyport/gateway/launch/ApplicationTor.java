package org.sallyport.gateway.launch;

import java.util.function.Supplier;
import org.sallyport.core.state.GatewayState;
import org.sallyport.core.state.TorView;
import org.sallyport.gateway.admission.Gate;
import org.sallyport.gateway.identity.Epochs;
import org.sallyport.gateway.identity.Owner;

/// What an application sees of tor on its ControlPort. `NEWNYM` begins a new epoch of this
/// application at once; the circuits of the old one are closed by the next look for leftovers.
///
/// @param owner the application
/// @param tellVersion asks for the version of the real tor
public record ApplicationTor(Owner owner, Gate gate, Epochs epochs, Supplier<String> tellVersion)
    implements TorView {
  @Override
  public boolean isOpen() {
    return gate.state() == GatewayState.OPEN;
  }

  @Override
  public String version() {
    return tellVersion.get();
  }

  @Override
  public void renewIdentity() {
    epochs.renew(owner);
  }
}
