package org.sallyport.gateway.admin;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;

/// Who may talk to the admin socket: the gateway's own uid, and root.
///
/// The kernel says who connected (`SO_PEERCRED`, unix(7)). In the user namespace of a rootless
/// gateway every foreign uid, root's too, shows as the overflow uid; the two are told apart by the
/// socket's directory, which is ours with mode 0700: only root can have passed it. That is why the
/// principal that `/` seems to belong to counts as root.
final class PeerCheck {
  private final Set<UserPrincipal> allowed;

  private PeerCheck(Set<UserPrincipal> allowed) {
    this.allowed = allowed;
  }

  /// The check for a socket in this directory.
  static PeerCheck forSocketIn(Path directory) throws IOException {
    UserPrincipal own = Files.getOwner(directory);
    UserPrincipal root = Files.getOwner(Path.of("/"));
    return new PeerCheck(own.equals(root) ? Set.of(own) : Set.of(own, root));
  }

  /// Whether the peer of this connection is one of them.
  boolean allows(SocketChannel peer) throws IOException {
    return allowed.contains(peer.getOption(ExtendedSocketOptions.SO_PEERCRED).user());
  }
}
