package org.sallyport.api.location;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// Directories that nobody else can enter: ours, mode 0700, no symbolic link.
///
/// The runtime directory may lie in `/tmp`, where anybody can make `sallyport-1000` first and wait
/// for us to talk to a socket of theirs. So the directory *and* its parent are checked, by client
/// and gateway, before either trusts what is in it.
public final class OwnDirectory {
  private static final Set<PosixFilePermission> PRIVATE =
      Set.copyOf(PosixFilePermissions.fromString("rwx------"));

  private final long uid;

  /// Directories of this user.
  public OwnDirectory(long uid) {
    this.uid = uid;
  }

  /// Creates the runtime directory if it is missing, and checks it.
  ///
  /// @throws GatewayException of kind `PERMISSION` if it is not ours alone, `STORAGE` if it cannot
  ///   be made
  public void prepareRuntime(RuntimeLocation location) {
    Path directory = location.runtimeDirectory();
    Path parent = parentOf(directory);
    create(parent);
    check(parent);
    create(directory);
    check(directory);
  }

  /// Checks the runtime directory without making it.
  ///
  /// @return whether it exists
  /// @throws GatewayException of kind `PERMISSION` if it is not ours alone
  public boolean checkRuntime(RuntimeLocation location) {
    return check(parentOf(location.runtimeDirectory())) && check(location.runtimeDirectory());
  }

  /// Creates a directory for state that is kept, with missing parents, and checks it.
  ///
  /// @throws GatewayException of kind `PERMISSION` if it is not ours alone, `STORAGE` if it cannot
  ///   be made
  public void prepareState(Path directory) {
    create(directory);
    check(directory);
  }

  private static Path parentOf(Path directory) {
    Path parent = directory.getParent();
    if (parent == null) {
      throw new IllegalArgumentException("directory: " + directory + " (expected: with a parent)");
    }
    return parent;
  }

  private static void create(Path directory) {
    try {
      Path parent = directory.getParent();
      if (parent != null && !Files.isDirectory(parent)) {
        create(parent);
      }
      Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(PRIVATE));
    } catch (FileAlreadyExistsException _) {
      // Ours from before, or somebody else's: the check decides.
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.STORAGE,
          "Cannot create the directory "
              + directory
              + ": "
              + reason(e)
              + ". Make room or let this user write there, or set SALLYPORT_HOME.",
          e);
    }
  }

  private boolean check(Path directory) {
    try {
      var attributes =
          Files.readAttributes(directory, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!attributes.isDirectory()) {
        throw untrusted(directory, "it is not a directory", "Remove it");
      }
      long owner = Surroundings.ownerOf(directory);
      if (owner != uid) {
        throw untrusted(
            directory,
            "it belongs to user " + owner + ", not to " + uid,
            "Remove it, or set XDG_RUNTIME_DIR to a directory of yours");
      }
      var permissions = attributes.permissions();
      if (!PRIVATE.containsAll(permissions)) {
        throw untrusted(
            directory,
            "others may enter it (mode " + PosixFilePermissions.toString(permissions) + ")",
            "Run: chmod 700 " + directory);
      }
      return true;
    } catch (NoSuchFileException _) {
      return false;
    } catch (IOException e) {
      throw untrusted(directory, reason(e), "Let this user read it");
    }
  }

  private static GatewayException untrusted(Path directory, String why, String remedy) {
    return new GatewayException(
        ErrorKind.PERMISSION,
        "The directory " + directory + " cannot be trusted: " + why + ". " + remedy + ".");
  }

  /// `FileSystemException`s repeat the path before the reason.
  private static String reason(IOException e) {
    return switch (e) {
      case java.nio.file.AccessDeniedException _ -> "access denied";
      case java.nio.file.FileSystemException f when f.getReason() != null -> f.getReason();
      default -> String.valueOf(e.getMessage());
    };
  }
}
