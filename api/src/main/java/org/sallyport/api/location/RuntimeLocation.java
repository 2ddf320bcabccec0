package org.sallyport.api.location;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.workstation.WorkstationName;

/// Where one gateway lives: its sockets, its state that is kept, its configuration.
///
/// | | root | a user |
/// |---|---|---|
/// | runtime | `/run/sallyport/NETWORK` | `$XDG_RUNTIME_DIR/sallyport/NETWORK`, else
/// `/tmp/sallyport-UID/NETWORK` |
/// | state | `/var/lib/sallyport/NETWORK` | `${XDG_STATE_HOME:-~/.local/state}/sallyport/NETWORK` |
/// | configuration | `/etc/sallyport/sallyport.toml` |
/// `${XDG_CONFIG_HOME:-~/.config}/sallyport/sallyport.toml` |
///
/// `SALLYPORT_HOME=DIR` overrides them all: `DIR/run/NETWORK`, `DIR/state/NETWORK`,
/// `DIR/sallyport.toml`. XDG variables that are not absolute paths are ignored, as the XDG base
/// directory specification asks. Pure; nothing is created or checked here (see [OwnDirectory]).
///
/// @param network the network that the gateway uses
/// @param runtimeDirectory gone after a reboot
/// @param stateDirectory kept: tor's guards, the workstations' homes
/// @param configurationFile need not exist
public record RuntimeLocation(
    Network network, Path runtimeDirectory, Path stateDirectory, Path configurationFile) {
  /// `sun_path` of unix(7) without its NUL.
  public static final int MAX_SOCKET_PATH_BYTES = 107;

  /// The longest path of a socket below the runtime directory that the gateway may use.
  public static final int MAX_SOCKET_NAME_BYTES = 24;

  private static final String NAME = "sallyport";
  private static final String CONFIGURATION_NAME = "sallyport.toml";

  /// Those of this process.
  public static RuntimeLocation ofThisProcess(Network network) {
    return of(Surroundings.ofThisProcess(), network);
  }

  /// Those that follow from the surroundings.
  ///
  /// @throws GatewayException of kind `CONFIGURATION` if no place can be derived, or the runtime
  ///   directory is too deep for unix sockets
  public static RuntimeLocation of(Surroundings surroundings, Network network) {
    var location = derived(surroundings, network);
    requireShort(location.runtimeDirectory);
    return location;
  }

  private static RuntimeLocation derived(Surroundings surroundings, Network network) {
    Path home = absolute(surroundings, "SALLYPORT_HOME");
    if (home != null) {
      return new RuntimeLocation(
          network,
          home.resolve("run").resolve(network.text()),
          home.resolve("state").resolve(network.text()),
          home.resolve(CONFIGURATION_NAME));
    }
    if (surroundings.uid() == 0) {
      return new RuntimeLocation(
          network,
          Path.of("/run", NAME, network.text()),
          Path.of("/var/lib", NAME, network.text()),
          Path.of("/etc", NAME, CONFIGURATION_NAME));
    }
    return new RuntimeLocation(
        network,
        userRuntime(surroundings).resolve(network.text()),
        userBase(surroundings, "XDG_STATE_HOME", ".local/state").resolve(network.text()),
        userBase(surroundings, "XDG_CONFIG_HOME", ".config").resolve(CONFIGURATION_NAME));
  }

  private static Path userRuntime(Surroundings surroundings) {
    Path xdg = absolute(surroundings, "XDG_RUNTIME_DIR");
    return xdg != null && surroundings.owned().test(xdg)
        ? xdg.resolve(NAME)
        : Path.of("/tmp", NAME + "-" + surroundings.uid());
  }

  private static Path userBase(Surroundings surroundings, String variable, String below) {
    Path xdg = absolute(surroundings, variable);
    if (xdg != null) {
      return xdg.resolve(NAME);
    }
    Path home = absolute(surroundings, "HOME");
    if (home == null) {
      throw new GatewayException(
          ErrorKind.CONFIGURATION,
          "Cannot tell where to keep the gateway's files: neither HOME nor "
              + variable
              + " is an absolute path. Set HOME.");
    }
    return home.resolve(below).resolve(NAME);
  }

  private static @Nullable Path absolute(Surroundings surroundings, String variable) {
    String value = surroundings.variables().get(variable);
    return value == null || !value.startsWith("/") ? null : Path.of(value).normalize();
  }

  private static void requireShort(Path directory) {
    int length = directory.toString().getBytes(StandardCharsets.UTF_8).length;
    int most = MAX_SOCKET_PATH_BYTES - MAX_SOCKET_NAME_BYTES - 1;
    if (length > most) {
      throw new GatewayException(
          ErrorKind.CONFIGURATION,
          "The runtime directory "
              + directory
              + " is too long for unix sockets: "
              + length
              + " bytes, at most "
              + most
              + ". Set XDG_RUNTIME_DIR (or SALLYPORT_HOME) to a shorter path.");
    }
  }

  /// Where the workstations are: a directory for each.
  public Path workstations() {
    return stateDirectory.resolve("workstations");
  }

  /// The home of a workstation, which its applications see as theirs: `NAME/home`. What else lies
  /// beside it is out of their reach.
  ///
  /// @param workstations where the workstations are
  public static Path homeIn(Path workstations, WorkstationName workstation) {
    return workstations.resolve(workstation.text()).resolve("home");
  }

  /// The socket of the admin contract.
  public Path adminSocket() {
    return runtimeDirectory.resolve("admin.sock");
  }

  /// What the gateway says when it runs in the background.
  public Path log() {
    return runtimeDirectory.resolve("gateway.log");
  }

  /// The gateway's process id, in decimal with LF.
  public Path pidFile() {
    return runtimeDirectory.resolve("gateway.pid");
  }

  /// Locked by whoever starts a gateway, so that two do not at once.
  public Path startLock() {
    return runtimeDirectory.resolve("start.lock");
  }
}
