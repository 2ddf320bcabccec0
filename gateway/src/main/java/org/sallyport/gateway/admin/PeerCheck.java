package org.sallyport.gateway.admin;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;

/// Who may talk to the admin socket: the gateway's own uid, and root.
///
/// The kernel says who connected (`SO_PEERCRED`, unix(7)). In the user namespace of a rootless
/// gateway every foreign uid, root's too, shows as the overflow uid; the two are told apart by the
/// socket's directory, which is ours with mode 0700: only root can have passed it. That is why the
/// principal that `/` seems to belong to counts as root, as long as the directory has that mode.
final class PeerCheck {
  private static final Set<PosixFilePermission> PRIVATE =
      Set.copyOf(PosixFilePermissions.fromString("rwx------"));

  private final Path directory;
  private final UserPrincipal own;
  private final UserPrincipal root;

  private PeerCheck(Path directory) throws IOException {
    this.directory = directory;
    this.own = Files.getOwner(directory);
    this.root = Files.getOwner(Path.of("/"));
  }

  /// The check for a socket in this directory.
  static PeerCheck forSocketIn(Path directory) throws IOException {
    return new PeerCheck(directory);
  }

  /// Whether the peer of this connection is one of them.
  boolean allows(SocketChannel peer) throws IOException {
    var user = peer.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
    return user.equals(own)
        || (user.equals(root) && PRIVATE.containsAll(Files.getPosixFilePermissions(directory)));
  }
}
