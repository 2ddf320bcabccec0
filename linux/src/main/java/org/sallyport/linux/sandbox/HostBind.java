package org.sallyport.linux.sandbox;

import java.nio.file.Path;
import java.util.List;

/// A directory or file of the host that the application may see: a shared folder, or the directory
/// with the Unix sockets of the gateway's ports.
///
/// Unix sockets in it are reachable, whatever the access. Never the whole host or its live
/// directories: those hold the sockets of everything that runs there.
///
/// @param source where it is on the host
/// @param target where it appears
/// @param access whether the application may write
public record HostBind(Path source, Path target, Access access) {
  private static final List<Path> NEVER =
      List.of(
          Path.of("/proc"), Path.of("/sys"), Path.of("/dev"), Path.of("/run"), Path.of("/var/run"));

  /// What the application may do with it.
  public enum Access {
    READ_ONLY,
    READ_WRITE
  }

  public HostBind {
    Path from = Absolute.check("source", source);
    Path to = Absolute.check("target", target);
    if (from.getNameCount() == 0 || to.getNameCount() == 0) {
      throw new IllegalArgumentException("bind: / (expected: a directory below)");
    }
  }

  /// A folder that the user shares under its own path.
  ///
  /// @throws IllegalArgumentException for live directories of the host
  public static HostBind share(Path directory, Access access) {
    for (Path never : NEVER) {
      if (directory.startsWith(never)) {
        throw new IllegalArgumentException(
            "share: " + directory + " (expected: nothing under " + never + ")");
      }
    }
    return new HostBind(directory, directory, access);
  }

  boolean isInPlace() {
    return source.equals(target);
  }
}
