package org.sallyport.testbed;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sallyport.api.location.Network;
import org.sallyport.api.location.RuntimeLocation;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.gateway.Main;
import org.sallyport.testbed.network.LoopbackAddresses;
import org.sallyport.testbed.network.SealedNamespace;

/// The daemon's `main` behind `--network testnet`: first the private Tor network and its world in
/// the namespace that this process was started in, then the same gateway as ever with the network's
/// `DirAuthority` lines. All end together.
///
/// `SALLYPORT_TESTNET_ENTRY_DELAY_MILLIS=200` in the environment gives the gateway's circuits that
/// round trip at least.
public final class TestnetMain {
  private static final String ENTRY_DELAY = "SALLYPORT_TESTNET_ENTRY_DELAY_MILLIS";
  private static final Pattern MILLIS = Pattern.compile("[0-9]{1,4}");

  private TestnetMain() {}

  /// Runs the testnet and its gateway.
  ///
  /// @param arguments the gateway's own, passed on as they are
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments)));
  }

  /// A round trip that every circuit of the gateway shall at least have, by a delayed bridge: for
  /// measuring how many round trips things take.
  private static Optional<Duration> entryDelay() {
    var millis = System.getenv(ENTRY_DELAY);
    if (millis == null) {
      return Optional.empty();
    }
    if (!MILLIS.matcher(millis).matches()) {
      throw new GatewayException(
          ErrorKind.CONFIGURATION,
          "The testnet was not started: %s is \"%s\". Give a number of milliseconds, at most 9999."
              .formatted(ENTRY_DELAY, millis));
    }
    return Optional.of(Duration.ofMillis(Long.parseLong(millis)));
  }

  private static int run(List<String> arguments) {
    try {
      Main.check(arguments);
      // Before any socket: the JDK looks for IPv6 once, when its network library is loaded, and
      // finds it only if lo is up.
      LoopbackAddresses.add(SealedNamespace.require(), List.of());
      var location = RuntimeLocation.ofThisProcess(Network.TESTNET);
      try (var testnet = Testnet.start(location, entryDelay())) {
        return Main.run(arguments, testnet.uplink());
      }
    } catch (GatewayException e) {
      System.err.println("sallyport: " + e.getMessage());
      return e.kind().exitStatus();
    }
  }
}
