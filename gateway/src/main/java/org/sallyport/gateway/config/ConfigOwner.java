package org.sallyport.gateway.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// Whose a configuration file may be: the gateway's own user's, or root's in `/etc`, and nobody
/// else may write it. It names the program that runs as tor, and what is let through.
///
/// Links are followed: it is the file that counts. A group may write if it is the user's own, which
/// many systems make with the user. In a rootless gateway's user namespace root and every other
/// user look alike; only root writes below `/etc`.
final class ConfigOwner {
  private static final Path OWN_PROCESS = Path.of("/proc/self");

  private static final Path OF_ROOT = Path.of("/etc");

  private ConfigOwner() {}

  /// Refuses a file that others may have written.
  ///
  /// @throws GatewayException `PERMISSION` with what to do about it
  static void require(Path file) throws IOException {
    var found = Files.readAttributes(file, PosixFileAttributes.class);
    var own = Files.readAttributes(OWN_PROCESS, PosixFileAttributes.class);
    if (!found.owner().equals(own.owner()) && !file.toRealPath().startsWith(OF_ROOT)) {
      throw untrusted(
          file, "it belongs to another user", "Make it yours: chown \"$(id -u)\" " + file);
    }
    boolean byGroup = found.permissions().contains(PosixFilePermission.GROUP_WRITE);
    boolean byOthers = found.permissions().contains(PosixFilePermission.OTHERS_WRITE);
    if (byOthers || (byGroup && !found.group().equals(own.group()))) {
      throw untrusted(file, "others may write it", "Run: chmod go-w " + file);
    }
  }

  private static GatewayException untrusted(Path file, String why, String remedy) {
    return new GatewayException(
        ErrorKind.PERMISSION,
        "The configuration " + file + " cannot be trusted: " + why + ". " + remedy + ".");
  }
}
