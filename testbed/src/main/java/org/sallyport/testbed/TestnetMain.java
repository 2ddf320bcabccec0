package org.sallyport.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sallyport.api.location.Network;
import org.sallyport.api.location.RuntimeLocation;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.gateway.Main;
import org.sallyport.gateway.settings.Uplink;
import org.sallyport.testbed.network.LoopbackAddresses;
import org.sallyport.testbed.network.SealedNamespace;

/// The daemon's `main` behind `--network testnet`: first the private Tor network and its world in
/// the namespace that this process was started in, then the same gateway as ever with the network's
/// `DirAuthority` lines. All end together.
///
/// `SALLYPORT_TESTNET_ENTRY_DELAY_MILLIS=200` in the environment gives the gateway's circuits that
/// round trip at least. `SALLYPORT_TESTNET_JOIN=FILE` starts the gateway alone, in the caller's
/// namespace, on a private network that runs there already and whose torrc lines are in the file.
public final class TestnetMain {
  private static final String ENTRY_DELAY = "SALLYPORT_TESTNET_ENTRY_DELAY_MILLIS";
  private static final String JOIN = "SALLYPORT_TESTNET_JOIN";
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

  /// The directory lines of a network that somebody else runs in this namespace. Without an
  /// authority of its own tor would use the public network, so there must be one.
  private static Uplink joined(Path file) {
    try {
      var lines = Files.readAllLines(file);
      if (lines.stream().anyMatch(line -> line.startsWith("DirAuthority "))) {
        return new Uplink(lines);
      }
      throw new IOException("it has no DirAuthority line");
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.CONFIGURATION,
          "The testnet was not joined: %s, which %s names, cannot be used (%s)."
              .formatted(file, JOIN, e.getMessage()),
          e);
    }
  }

  private static int run(List<String> arguments) {
    try {
      Main.check(arguments);
      var network = System.getenv(JOIN);
      if (network != null) {
        return Main.run(arguments, joined(Path.of(network)));
      }
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
