package org.sallyport.cli.start;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sallyport.api.location.Network;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.workstation.WorkstationName;

/// The command line that starts a gateway: the launcher's own, because only it knows the JDK, the
/// class path and the user namespace.
///
/// @param launcher the launcher script
/// @param network which Tor network
/// @param configuration the configuration file; null means the default place
public record GatewayCommand(Path launcher, Network network, @Nullable Path configuration) {
  private static final String VARIABLE = "SALLYPORT_LAUNCHER";

  /// The command line of the launcher that started this process.
  ///
  /// @throws GatewayException of kind `CONFIGURATION` if no launcher did
  public static GatewayCommand of(
      Map<String, String> environment, Network network, @Nullable Path configuration) {
    String launcher = environment.get(VARIABLE);
    if (launcher == null || !launcher.startsWith("/")) {
      throw new GatewayException(
          ErrorKind.CONFIGURATION,
          "Cannot start a gateway: "
              + VARIABLE
              + " does not say where the launcher is. Start this program by ./sallyport.");
    }
    return new GatewayCommand(Path.of(launcher), network, configuration);
  }

  /// For a gateway that stays until it is told to stop.
  public List<String> lasting() {
    var line = new ArrayList<String>();
    line.add(launcher.toString());
    line.add("__daemon");
    line.add("--network");
    line.add(network.text());
    if (configuration != null) {
      line.add("--config");
      line.add(configuration.toAbsolutePath().toString());
    }
    return line;
  }

  /// For the gateway of other machines, which stays likewise.
  public List<String> forMachines() {
    var line = lasting();
    line.add("--role");
    line.add("machines");
    return line;
  }

  /// For what such a gateway would do.
  ///
  /// @param what `info` or `dry-run`
  public List<String> plan(String what) {
    var line = lasting();
    line.set(1, "__plan");
    line.add(2, what);
    return line;
  }

  /// For the answer to `ports` without a gateway.
  public List<String> ports(WorkstationName workstation) {
    return List.of(launcher.toString(), "__ports", network.text(), workstation.text());
  }

  /// For a gateway that ends by itself when it has been unused for so long.
  public List<String> lingering(Duration linger) {
    var line = lasting();
    line.add("--linger");
    line.add(Long.toString(linger.toSeconds()));
    return line;
  }
}
