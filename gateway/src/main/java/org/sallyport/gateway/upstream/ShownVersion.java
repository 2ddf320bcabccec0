package org.sallyport.gateway.upstream;

import java.util.function.Supplier;
import org.sallyport.core.error.GatewayException;
import org.sallyport.tor.process.TorVersion;
import org.sallyport.tor.upstream.Upstream;
import org.sallyport.tor.upstream.UpstreamState;

/// The version of tor that applications are told: asked for by a chore, read on event loops. Until
/// tor has told it, the oldest one that the gateway takes.
public final class ShownVersion implements Supplier<String> {
  private final Upstream upstream;
  private volatile String told = TorVersion.OLDEST.toString();
  private volatile boolean known;

  public ShownVersion(Upstream upstream) {
    this.upstream = upstream;
  }

  /// Asks tor once it is ready; a chore.
  public void ask() {
    if (known || !(upstream.state() instanceof UpstreamState.Ready)) {
      return;
    }
    try {
      told = upstream.getInfo("version");
      known = true;
    } catch (GatewayException e) {
      // Next time: tor has just gone.
    }
  }

  @Override
  public String get() {
    return told;
  }
}
