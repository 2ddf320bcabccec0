package org.sallyport.api.wrap;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `wrap list` and `wrap status` tell.
///
/// @param on the switch over all commands
/// @param network the network whose gateway the shims ask
/// @param directory where the shims lie
/// @param commands the commands of the seed's table and the user's own, by name
public record WrapReport(boolean on, String network, String directory, List<Row> commands) {
  /// How a command is.
  public enum State {
    /// Wrapped.
    ON,
    /// Wrapped, but its switch is off: it runs as if it were not.
    OFF,
    /// Wrapped, but a call by name meets another program, because the search path has another
    /// directory first.
    NOT_MET,
    /// Not wrapped.
    NO
  }

  public WrapReport {
    requireNonNull(network, "network");
    requireNonNull(directory, "directory");
    commands = List.copyOf(requireNonNull(commands, "commands"));
  }

  /// One command.
  ///
  /// @param command its name
  /// @param state how it is
  /// @param port the SocksPort that Whonix's table keeps for it; null if it keeps none
  /// @param workstation the identity that it belongs to; null if it is not wrapped
  /// @param program where it is installed; null if it is not
  public record Row(
      String command,
      State state,
      @Nullable Integer port,
      @Nullable String workstation,
      @Nullable String program) {
    public Row {
      requireNonNull(command, "command");
      requireNonNull(state, "state");
    }
  }
}
