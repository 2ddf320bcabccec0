package org.sallyport.api.wrap;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.sallyport.core.workstation.ApplicationName;
import org.sallyport.core.workstation.WorkstationName;

/// A command with a shim before it.
///
/// @param name its name, which is also the application that it is
/// @param executable the absolute path of the packaged program; only letters, digits and `._+/@-`,
///   so that it can stand unquoted in the list and in a shim
/// @param workstation the identity that it belongs to when it is called outside of workstations
/// @param state whether the shim leads into Tor
public record WrappedCommand(
    ApplicationName name, Path executable, WorkstationName workstation, Switch state) {
  private static final Pattern PLAIN = Pattern.compile("(/[A-Za-z0-9._+@-]+)+");

  /// A switch of the seed (`uwtwrapper`).
  public enum Switch {
    /// Through Tor.
    ON,
    /// As if it were not wrapped: on the clear network when called outside of a workstation.
    OFF
  }

  public WrappedCommand {
    if (!isPlain(executable)) {
      throw new IllegalArgumentException(
          "executable: " + executable + " (expected: an absolute path of A-Z a-z 0-9 . _ + @ -)");
    }
  }

  /// Whether a path may be an executable of a wrapped command.
  public static boolean isPlain(Path path) {
    try {
      return PLAIN.matcher(path.toString()).matches() && path.equals(path.normalize());
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /// The same command with the switch set.
  public WrappedCommand with(Switch other) {
    return new WrappedCommand(name, executable, workstation, other);
  }
}
