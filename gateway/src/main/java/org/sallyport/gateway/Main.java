package org.sallyport.gateway;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.sallyport.api.location.Network;
import org.sallyport.api.location.RuntimeLocation;
import org.sallyport.core.error.GatewayException;
import org.sallyport.gateway.config.ConfigInForce;
import org.sallyport.gateway.config.ConfigReader;
import org.sallyport.gateway.config.GatewayConfig;
import org.sallyport.gateway.lan.LanPlan;
import org.sallyport.gateway.settings.GatewayArguments;
import org.sallyport.gateway.settings.GatewayArguments.Role;
import org.sallyport.gateway.settings.GatewaySettings;
import org.sallyport.gateway.settings.Uplink;

/// The daemon's `main`: arguments, configuration, then the gateway until it is told to stop.
public final class Main {
  private Main() {}

  /// Runs a gateway on the public network.
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments), Uplink.PUBLIC));
  }

  /// Runs a gateway until it stops.
  ///
  /// @param arguments the daemon's command line
  /// @param uplink the network that tor uses
  /// @return the exit status
  public static int run(List<String> arguments, Uplink uplink) {
    try {
      Gateway.serve(settings(GatewayArguments.parse(arguments), uplink));
      return 0;
    } catch (GatewayException e) {
      System.err.println("sallyport: " + e.getMessage());
      return e.kind().exitStatus();
    }
  }

  /// Checks the command line and the configuration; nothing is started.
  ///
  /// @throws GatewayException `CONFIGURATION` with every problem
  public static void check(List<String> arguments) {
    GatewaySettings _ = settings(GatewayArguments.parse(arguments), Uplink.PUBLIC);
  }

  /// What the usual configuration of a network says.
  ///
  /// @throws GatewayException `CONFIGURATION` with every problem
  static GatewayConfig config(Network network) {
    var arguments = new GatewayArguments(network, null, Duration.ZERO);
    return config(arguments, RuntimeLocation.ofThisProcess(network));
  }

  private static GatewaySettings settings(GatewayArguments arguments, Uplink uplink) {
    var location = RuntimeLocation.ofThisProcess(arguments.network());
    GatewayConfig first = config(arguments, location);
    if (arguments.role() == Role.MACHINES) {
      LanPlan.require(first, configurationFile(arguments, location));
    }
    var config = new ConfigInForce(first, () -> config(arguments, location));
    return new GatewaySettings(location, config, uplink, arguments.linger());
  }

  /// What a gateway for other machines would do.
  ///
  /// @throws GatewayException `CONFIGURATION` with every problem, or because there are no machines
  static LanPlan plan(GatewayArguments arguments) {
    var location = RuntimeLocation.ofThisProcess(arguments.network());
    return LanPlan.require(config(arguments, location), configurationFile(arguments, location));
  }

  private static Path configurationFile(GatewayArguments arguments, RuntimeLocation location) {
    Path named = arguments.configuration();
    return named == null ? location.configurationFile() : named;
  }

  private static GatewayConfig config(GatewayArguments arguments, RuntimeLocation location) {
    Path file = configurationFile(arguments, location);
    return arguments.configuration() != null || Files.exists(file)
        ? ConfigReader.read(file)
        : GatewayConfig.DEFAULTS;
  }
}
