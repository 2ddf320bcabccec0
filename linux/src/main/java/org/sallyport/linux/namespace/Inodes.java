package org.sallyport.linux.namespace;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The numbers by which the kernel tells namespaces apart.
final class Inodes {
  private Inodes() {}

  /// The inode that a link such as `/proc/self/ns/net` leads to.
  static long of(Path link) throws IOException {
    return (long) (Long) Files.getAttribute(link, "unix:ino");
  }

  /// The inode behind an open descriptor of this process.
  static long of(int descriptor) {
    Path link = Path.of("/proc/self/fd", Integer.toString(descriptor));
    try {
      return of(link);
    } catch (IOException e) {
      throw new UncheckedIOException("no status of descriptor " + descriptor, e);
    }
  }
}
