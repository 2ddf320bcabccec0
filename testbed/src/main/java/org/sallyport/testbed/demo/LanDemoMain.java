package org.sallyport.testbed.demo;

import java.nio.file.Path;
import java.util.List;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.testbed.lan.Seat;
import org.sallyport.testbed.leak.Bar;
import org.sallyport.testbed.leak.Ground;
import org.sallyport.testbed.leak.LanTerrain;
import org.sallyport.testbed.network.LoopbackAddresses;
import org.sallyport.testbed.network.SealedNamespace;

/// `sallyport demo --lan`: what the gateway promises other machines, on a private Tor network on
/// this machine. Needs root.
///
/// The launcher starts it in namespaces of its own (network, process, mount), so everything that it
/// starts ends with it. Ends with status 0 when every promise held, 1 when one did not, and a
/// failure's own status when it could not be shown.
public final class LanDemoMain {
  private LanDemoMain() {}

  /// Runs the demonstration.
  ///
  /// @param arguments a directory for its files, which the launcher makes, then the user's own
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments)));
  }

  private static int run(List<String> arguments) {
    try {
      LanTerrain.requireRoot("demo --lan");
      String launcher = System.getenv("SALLYPORT_LAUNCHER");
      if (launcher == null || arguments.isEmpty()) {
        throw new GatewayException(
            ErrorKind.CONFIGURATION, "The demonstration is started by `./sallyport demo --lan`.");
      }
      // Before any socket: the JDK looks for IPv6 once, and finds it only if lo is up.
      LoopbackAddresses.add(SealedNamespace.require(), List.of());
      var report = Report.of(arguments, LanDemo.STEPS);
      return play(launcher, Path.of(arguments.getFirst()), report);
    } catch (GatewayException e) {
      System.err.println("sallyport: " + e.getMessage());
      return e.kind().exitStatus();
    }
  }

  private static int play(String launcher, Path room, Report report) {
    var terrain = new LanTerrain(room, Seat.STRANGER);
    try (var ground = ground(launcher, room, terrain);
        var ssh = SshHost.start(room)) {
      return new LanDemo(ground, terrain, ssh, report).play();
    }
  }

  private static Ground ground(String launcher, Path room, LanTerrain terrain) {
    try (var bar = Bar.onStandardError("demo")) {
      return Ground.at(launcher, room, terrain, bar);
    }
  }
}
