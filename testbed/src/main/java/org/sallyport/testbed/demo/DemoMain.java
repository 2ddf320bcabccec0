package org.sallyport.testbed.demo;

import java.io.Console;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
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

  /// Runs the demonstration; arguments are not used.
  public static void main(String[] arguments) {
    System.exit(run(System.getenv()));
  }

  private static int run(Map<String, String> environment) {
    String launcher = environment.get("SALLYPORT_LAUNCHER");
    boolean terminal =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    boolean colour = terminal && !environment.containsKey("NO_COLOR");
    var style = colour ? Report.Style.COLOUR : Report.Style.PLAIN;
    try {
      if (launcher == null) {
        throw new GatewayException(
            ErrorKind.CONFIGURATION, "The demonstration is started by `./sallyport demo`.");
      }
      try (var stage = Stage.at(launcher, ROOM, Stage.Costume.PLAIN)) {
        return new Demo(stage, new Report(System.out, style, Demo.STEPS)).play();
      }
    } catch (GatewayException e) {
      System.err.println("sallyport: " + e.getMessage());
      return e.kind().exitStatus();
    }
  }
}
