package org.sallyport.gateway;

import java.util.List;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.gateway.lan.LanPlan;
import org.sallyport.gateway.settings.GatewayArguments;

/// Says what a gateway for other machines would do, as the configuration has it now. The launcher
/// starts it for `sallyport gateway --info` and `--dry-run`; nothing is started or changed.
public final class PlanMain {
  private PlanMain() {}

  /// Prints it, or why it cannot be.
  ///
  /// @param arguments `info` or `dry-run`, then the daemon's own
  public static void main(String[] arguments) {
    try {
      System.out.print(text(List.of(arguments)));
      System.out.flush();
    } catch (GatewayException e) {
      System.err.println("sallyport: " + e.getMessage());
      System.exit(e.kind().exitStatus());
    }
  }

  private static String text(List<String> arguments) {
    String what = arguments.isEmpty() ? "" : arguments.getFirst();
    return switch (what) {
      case "info" -> plan(arguments).info();
      case "dry-run" -> plan(arguments).rehearse();
      default ->
          throw new GatewayException(
              ErrorKind.CONFIGURATION,
              "Cannot tell what a gateway would do: expected info or dry-run. Use `sallyport"
                  + " gateway --info`.");
    };
  }

  private static LanPlan plan(List<String> arguments) {
    return Main.plan(GatewayArguments.parse(arguments.subList(1, arguments.size())));
  }
}
