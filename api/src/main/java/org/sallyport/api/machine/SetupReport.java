package org.sallyport.api.machine;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `workstation install` and `workstation uninstall` tell: the files that they print, write or
/// remove.
///
/// @param root the machine's root directory; null if nothing is written or removed
/// @param files those that the machine has now, or would have
/// @param removed the paths of those that it has no more, or would have no more
public record SetupReport(@Nullable String root, List<Entry> files, List<String> removed) {
  public SetupReport {
    files = List.copyOf(files);
    removed = List.copyOf(removed);
  }

  /// A file, or a symbolic link.
  ///
  /// @param path where it is, from `/` on
  /// @param permissions of a file, as `ls` prints them; null for a link
  /// @param text of a file; null for a link
  /// @param target of a link; null for a file
  public record Entry(
      String path, @Nullable String permissions, @Nullable String text, @Nullable String target) {
    public Entry {
      requireNonNull(path, "path");
    }
  }
}
