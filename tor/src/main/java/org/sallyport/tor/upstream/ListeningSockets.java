package org.sallyport.tor.upstream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sallyport.tor.torrc.Torrc;

/// The files of tor's SocksPorts as they were when tor had just made them. tor does not notice when
/// somebody removes or replaces one, and nothing could reach it then.
///
/// @param inodes which file each of them was
record ListeningSockets(Map<Path, Long> inodes) {
  private static final long NONE = 0;

  ListeningSockets {
    inodes = Map.copyOf(inodes);
  }

  /// Those of a tor that listens.
  static ListeningSockets of(Torrc torrc) {
    var inodes = new TreeMap<Path, Long>();
    torrc.socksSockets().values().forEach(socket -> inodes.put(socket, inode(socket)));
    return new ListeningSockets(inodes);
  }

  /// One that is not there any more, or is another file.
  Optional<Path> lost() {
    return inodes.entrySet().stream()
        .filter(entry -> entry.getValue() != NONE && entry.getValue() != inode(entry.getKey()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static long inode(Path socket) {
    try {
      return ((Number) Files.getAttribute(socket, "unix:ino")).longValue();
    } catch (IOException e) {
      return NONE;
    }
  }
}
