package org.sallyport.testbed.demo;

import java.nio.file.Path;
import java.util.List;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.testbed.stage.Stage;

/// `sallyport demo`: what the gateway promises, on a private Tor network on this machine.
///
/// Ends with status 0 when every promise held, 1 when one did not, and a failure's own status when
/// it could not be shown.
public final class DemoMain {
  private static final Path ROOM = Path.of("/tmp/sallyport-demo-");

  private DemoMain() {}

  /// Runs the demonstration.
  ///
  /// @param arguments the user's own
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments)));
  }

  private static int run(List<String> arguments) {
    String launcher = System.getenv("SALLYPORT_LAUNCHER");
    try {
      if (launcher == null) {
        throw new GatewayException(
            ErrorKind.CONFIGURATION, "The demonstration is started by `./sallyport demo`.");
      }
      try (var stage = Stage.at(launcher, ROOM, Stage.Costume.PLAIN)) {
        return new Demo(stage, Report.of(arguments, Demo.STEPS)).play();
      }
    } catch (GatewayException e) {
      System.err.println("sallyport: " + e.getMessage());
      return e.kind().exitStatus();
    }
  }
}
