package org.sallyport.gateway.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sallyport.api.location.Network;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// The daemon's command line, as the launcher writes it: `--network tor|testnet [--config FILE]
/// [--linger SECONDS] [--role applications|machines]`.
///
/// @param network which network tor uses
/// @param configuration the file named, or null for the usual place
/// @param linger how long an unused gateway stays; zero means for ever
/// @param role what it insists on
public record GatewayArguments(
    Network network, @Nullable Path configuration, Duration linger, Role role) {
  /// What a gateway is started for.
  public enum Role {
    /// Whatever its configuration says.
    APPLICATIONS,
    /// To be the gateway of other machines: the configuration must say of which.
    MACHINES
  }

  /// A gateway that insists on nothing.
  public GatewayArguments(Network network, @Nullable Path configuration, Duration linger) {
    this(network, configuration, linger, Role.APPLICATIONS);
  }

  /// Parses the command line.
  ///
  /// @throws GatewayException `CONFIGURATION` naming the argument that cannot be understood
  public static GatewayArguments parse(List<String> arguments) {
    var result = new GatewayArguments(Network.TOR, null, Duration.ZERO);
    Iterator<String> rest = arguments.iterator();
    while (rest.hasNext()) {
      String option = rest.next();
      if (!rest.hasNext()) {
        throw wrong(option, "has no value");
      }
      result = result.with(option, rest.next());
    }
    return result;
  }

  private GatewayArguments with(String option, String value) {
    return switch (option) {
      case "--network" ->
          new GatewayArguments(
              Network.of(value).orElseThrow(() -> wrong(option, "expected tor or testnet")),
              configuration,
              linger,
              role);
      case "--config" ->
          new GatewayArguments(network, Path.of(value).toAbsolutePath(), linger, role);
      case "--linger" -> new GatewayArguments(network, configuration, seconds(option, value), role);
      case "--role" -> new GatewayArguments(network, configuration, linger, role(option, value));
      default -> throw wrong(option, "unknown (expected: --network, --config, --linger, --role)");
    };
  }

  private static Role role(String option, String value) {
    return switch (value) {
      case "applications" -> Role.APPLICATIONS;
      case "machines" -> Role.MACHINES;
      default -> throw wrong(option, "expected applications or machines");
    };
  }

  private static Duration seconds(String option, String value) {
    if (!value.matches("[0-9]{1,6}")) {
      throw wrong(option, "expected a number of seconds");
    }
    return Duration.ofSeconds(Long.parseLong(value));
  }

  private static GatewayException wrong(String option, String why) {
    return new GatewayException(
        ErrorKind.CONFIGURATION, "Cannot start the gateway: argument " + option + ": " + why + ".");
  }
}
