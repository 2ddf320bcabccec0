package org.sallyport.testbed.lab;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A copy of this JVM's class path that another user can read: root's local Maven repository and
/// checkout are often closed to him. Made once per run; removed with it.
final class LabClassPath {
  private LabClassPath() {}

  /// Copies every entry into `target` and gives the class path of the copies.
  static String copyTo(Path target) throws IOException {
    var entries = new ArrayList<String>();
    for (var entry : own()) {
      var copy = target.resolve(entries.size() + "-" + entry.getFileName());
      copy(entry, copy);
      entries.add(copy.toString());
    }
    return String.join(File.pathSeparator, entries);
  }

  /// Where this JVM's classes are; what does not exist is left out.
  static List<Path> own() {
    var path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return List.of(path.split(File.pathSeparator, -1)).stream()
        .map(Path::of)
        .filter(Files::exists)
        .toList();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (var file : files.sorted().toList()) {
        var target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
          Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
        } else {
          link(file, target);
        }
      }
    }
  }

  /// A hard link costs nothing; a copy is for another file system and for closed files.
  private static void link(Path file, Path target) throws IOException {
    if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
      try {
        Files.createLink(target, file);
        return;
      } catch (FileSystemException e) {
        // another file system: copied below
      }
    }
    Files.copy(file, target);
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r--r--"));
  }

  /// Removes a directory with all that is in it.
  static void remove(Path directory) {
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new IllegalStateException("cannot remove " + directory, e);
    }
  }
}
