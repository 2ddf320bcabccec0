package org.sallyport.linux.confinement;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Folders that not everybody may pass through.
final class PrivateFolders {
  private PrivateFolders() {}

  /// The uppermost private folder above each of these, without repetition.
  static List<Path> above(Collection<Path> folders) {
    return above(folders, PrivateFolders::isOpen);
  }

  /// @param open whether everybody may pass through a folder
  static List<Path> above(Collection<Path> folders, Predicate<Path> open) {
    return folders.stream()
        .map(folder -> firstClosed(folder, open))
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  private static Optional<Path> firstClosed(Path folder, Predicate<Path> open) {
    Path above = folder.getRoot();
    for (Path name : folder) {
      if (above == null || above.equals(folder)) {
        break;
      }
      if (!open.test(above)) {
        return Optional.of(above);
      }
      above = above.resolve(name);
    }
    return Optional.empty();
  }

  private static boolean isOpen(Path folder) {
    try {
      return Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_EXECUTE);
    } catch (IOException e) {
      return false;
    }
  }
}
