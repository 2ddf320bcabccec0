package org.sallyport.gateway.operation;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.sallyport.api.AdminReply;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.workstation.WorkstationName;
import org.sallyport.gateway.config.ConfigInForce;
import org.sallyport.gateway.config.GatewayConfig;
import org.sallyport.gateway.upstream.Flavours;

/// Lets the configuration hold as the file says now: all of it or, where anything is wrong with it
/// or needs a new start, nothing.
final class Reload {
  private static final String RESTART =
      " Nothing was changed. Use `sallyport down` and `sallyport up`.";

  private final ConfigInForce config;
  private final Consumer<GatewayConfig> machines;

  /// @param machines lets it hold for the network of machines, or throws and changes nothing
  Reload(ConfigInForce config, Consumer<GatewayConfig> machines) {
    this.config = config;
    this.machines = machines;
  }

  /// The reply to `reload`.
  ///
  /// @throws GatewayException with every problem of the file, or with what cannot change
  synchronized AdminReply.ReloadReply reply() {
    GatewayConfig before = config.now();
    GatewayConfig next = config.read();
    requireSameTor(before, next);
    requireBoth(before, next);
    machines.accept(next);
    config.replace(next);
    return new AdminReply.ReloadReply(changed(before, next), !next.lan().equals(before.lan()));
  }

  private static void requireSameTor(GatewayConfig before, GatewayConfig next) {
    if (!next.tor().equals(before.tor())) {
      throw new GatewayException(
          ErrorKind.CONFIGURATION,
          "Cannot reload: section [tor] has changed, and tor was started with the old one."
              + RESTART);
    }
    if (!Flavours.inUse(before).containsAll(Flavours.inUse(next))) {
      throw new GatewayException(
          ErrorKind.CONFIGURATION,
          "Cannot reload: ports have flags now for which tor has no SocksPort." + RESTART);
    }
  }

  private static void requireBoth(GatewayConfig before, GatewayConfig next) {
    if (before.lan().isPresent() != next.lan().isPresent()) {
      throw new GatewayException(
          ErrorKind.CONFIGURATION,
          "Cannot reload: the network of machines is new, or no longer there." + RESTART);
    }
  }

  private static List<String> changed(GatewayConfig before, GatewayConfig next) {
    return Stream.concat(
            before.workstations().keySet().stream(), next.workstations().keySet().stream())
        .distinct()
        .filter(name -> !before.policy(name).equals(next.policy(name)))
        .map(WorkstationName::text)
        .sorted()
        .toList();
  }
}
