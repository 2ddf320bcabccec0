package org.sallyport.gateway.upstream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.sallyport.api.location.OwnDirectory;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.gateway.launch.Ids;
import org.sallyport.linux.confinement.SystemUser;

/// tor's folders: tor's alone, mode 0700.
///
/// A folder of ours, new or from a time when tor ran as ourselves, is given to tor's user with all
/// that is in it. Nobody but us could put anything there. One that was given already is not
/// touched: a tor that was taken over could have put a link there for us to follow.
final class TorFolders {
  private static final String UID = "unix:uid";
  private static final String GID = "unix:gid";

  private final Optional<SystemUser> user;

  /// @param user tor's user, empty if that is our own
  TorFolders(Optional<SystemUser> user) {
    this.user = user;
  }

  /// Makes it if it is missing, and checks it.
  ///
  /// @throws GatewayException `PERMISSION` if it is not tor's alone, `STORAGE` if it cannot be made
  void prepare(Path folder) {
    long ours = Ids.uid();
    user.ifPresent(tor -> give(folder, ours, tor));
    new OwnDirectory(user.map(SystemUser::uid).orElse(ours)).prepareState(folder);
  }

  private static void give(Path folder, long ours, SystemUser tor) {
    try {
      if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS) || owner(folder) == ours) {
        new OwnDirectory(ours).prepareState(folder);
        for (Path file : everythingIn(folder)) {
          Files.setAttribute(file, GID, (int) tor.gid(), LinkOption.NOFOLLOW_LINKS);
          Files.setAttribute(file, UID, (int) tor.uid(), LinkOption.NOFOLLOW_LINKS);
        }
      }
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.STORAGE,
          "Cannot give tor's folder %s to the user %s: %s. Check the file system, or remove it."
              .formatted(folder, tor.name(), e.getMessage()),
          e);
    }
  }

  /// The folder itself last, so that an interrupted gift is given again.
  private static List<Path> everythingIn(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.toList().reversed();
    }
  }

  private static long owner(Path folder) throws IOException {
    return ((Integer) Files.getAttribute(folder, UID, LinkOption.NOFOLLOW_LINKS)).longValue();
  }
}
