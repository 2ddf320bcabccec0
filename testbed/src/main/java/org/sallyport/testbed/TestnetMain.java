package org.sallyport.testbed;

import java.util.List;
import org.sallyport.api.location.Network;
import org.sallyport.api.location.RuntimeLocation;
import org.sallyport.core.error.GatewayException;
import org.sallyport.gateway.Main;
import org.sallyport.testbed.network.LoopbackAddresses;
import org.sallyport.testbed.network.SealedNamespace;

/// The daemon's `main` behind `--network testnet`: first the private Tor network and its world in
/// the namespace that this process was started in, then the same gateway as ever with the network's
/// `DirAuthority` lines. All end together.
public final class TestnetMain {
  private TestnetMain() {}

  /// Runs the testnet and its gateway.
  ///
  /// @param arguments the gateway's own, passed on as they are
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments)));
  }

  private static int run(List<String> arguments) {
    try {
      // Before anything else: the JDK looks for IPv6 once, when its network library is loaded, and
      // finds it only if lo is up.
      LoopbackAddresses.add(SealedNamespace.require(), List.of());
      var location = RuntimeLocation.ofThisProcess(Network.TESTNET);
      try (var testnet = Testnet.start(location)) {
        return Main.run(arguments, testnet.uplink());
      }
    } catch (GatewayException e) {
      System.err.println("sallyport: " + e.getMessage());
      return e.kind().exitStatus();
    }
  }
}
