package org.sallyport.linux.attribution;

import java.util.Map;
import java.util.OptionalLong;
import org.sallyport.linux.syscall.ProcessorClock;

/// A process of a namespace, and the sockets that it was last seen to hold. Confined to its owner.
///
/// Law: while its processor time is what it was when its descriptors were read, it holds what it
/// held then, because to open, take or close a descriptor it must run. (A process that is running
/// at this moment may have had some milliseconds that the kernel has not added up yet.)
final class Resident {
  /// Sockets of a process that are remembered. One that has more is read again each time.
  static final int MAX_SOCKETS = 1_024;

  private static final long NEVER = -1;

  private final ProcessFiles files;
  private final long namespace;
  private final ProcessorClock clock;
  private Map<Long, String> sockets = Map.of();
  private long readAtNanos = NEVER;
  private boolean hasLeft;

  /// @param files what the kernel says of it
  /// @param namespace the number of the network namespace
  /// @param clock says whether it runs
  Resident(ProcessFiles files, long namespace, ProcessorClock clock) {
    this.files = files;
    this.namespace = namespace;
    this.clock = clock;
  }

  /// What has become of it since its descriptors were read.
  enum Since {
    /// It did nothing.
    SLEPT,
    /// It ran, or its descriptors were never read.
    RAN,
    /// It has ended or left the namespace.
    LEFT
  }

  long pid() {
    return files.pid();
  }

  ProcessFiles files() {
    return files;
  }

  /// What has become of it.
  Since since() {
    OptionalLong nanos = clock.nanos(files.pid());
    if (nanos.isEmpty() || hasLeft) {
      return Since.LEFT;
    }
    return nanos.getAsLong() == readAtNanos ? Since.SLEPT : Since.RAN;
  }

  /// Whether it held the socket when its descriptors were read.
  boolean held(long inode) {
    return sockets.containsKey(inode);
  }

  /// Whether it holds the socket now. Reads its descriptors, unless one is known to be the socket.
  boolean holds(long inode) {
    String descriptor = sockets.get(inode);
    return (descriptor != null && files.holds(inode, descriptor)) || read().containsKey(inode);
  }

  /// The time is asked for first: what happens while the descriptors are read changes it.
  private Map<Long, String> read() {
    readAtNanos = clock.nanos(files.pid()).orElse(NEVER);
    hasLeft = !files.isIn(namespace);
    Map<Long, String> held = hasLeft ? Map.of() : files.sockets();
    if (held.size() > MAX_SOCKETS) {
      readAtNanos = NEVER;
      sockets = Map.of();
    } else {
      sockets = held;
    }
    return held;
  }
}
