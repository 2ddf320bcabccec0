package org.sallyport.linux.namespace;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.place.Place;
import org.sallyport.linux.syscall.Errno;
import org.sallyport.linux.syscall.ErrnoException;
import org.sallyport.linux.syscall.Syscalls;

/// A network namespace held by one open descriptor of this process: no process, no mount.
///
/// It lives until [#close], unless a socket or a process inside keeps it alive; when the gateway
/// dies, the kernel closes the descriptor. A new namespace has nothing but a `lo` that is down.
///
/// Needs `CAP_SYS_ADMIN` in the current user namespace. Thread-safe. Work inside runs on a
/// throw-away platform thread, and it must not start threads or processes: they would inherit the
/// namespace and keep it. [ThreadCensus] checks that.
public final class NetworkNamespace implements Place, AutoCloseable {
  private static final Path OWN = Path.of("/proc/thread-self/ns/net");
  private static final int HOW_TO_OPEN = Syscalls.O_RDONLY | Syscalls.O_CLOEXEC;

  private final int descriptor;
  private final long inode;
  private boolean closed;

  private NetworkNamespace(int descriptor) {
    this.descriptor = descriptor;
    this.inode = Inodes.of(descriptor);
  }

  /// Makes a new, empty namespace.
  ///
  /// @throws GatewayException PERMISSION if the process has no `CAP_SYS_ADMIN`
  public static NetworkNamespace create() throws InterruptedException {
    return make(
        "create a network namespace",
        () -> {
          Syscalls.unshare(Syscalls.CLONE_NEWNET);
          return new NetworkNamespace(Syscalls.open(OWN, HOW_TO_OPEN));
        });
  }

  /// Opens the namespace that a path such as `/proc/PID/ns/net` names.
  ///
  /// @throws GatewayException PERMISSION if it is not ours to enter, NOT_RUNNING if it is gone
  public static NetworkNamespace open(Path path) throws InterruptedException {
    return make(
        "open the network namespace " + path,
        () -> {
          NetworkNamespace namespace = new NetworkNamespace(Syscalls.open(path, HOW_TO_OPEN));
          try {
            return namespace.enter(() -> namespace);
          } catch (ErrnoException e) {
            namespace.close();
            throw e;
          }
        });
  }

  /// Runs one short piece of work on a thread inside the namespace; never on the caller's thread.
  ///
  /// @throws Exception what the work threw, [ErrnoException] if the namespace cannot be entered,
  ///   [IllegalStateException] after [#close]
  @Override
  public <T> T run(Callable<T> work) throws Exception {
    return NamespaceThread.run(() -> enter(work));
  }

  /// The kernel's number of the namespace, equal for all who look at the same one.
  public long inode() {
    return inode;
  }

  /// The number of the open descriptor, for `/proc/PID/fd/N`.
  public int descriptor() {
    return descriptor;
  }

  /// Gives the descriptor up. Idempotent.
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      Syscalls.close(descriptor);
    } catch (ErrnoException e) {
      throw new GatewayException(ErrorKind.INTERNAL, "A namespace was closed twice: " + e, e);
    }
  }

  @Override
  public String toString() {
    return "net:[" + inode + "]";
  }

  private <T> T enter(Callable<T> work) throws Exception {
    moveThread();
    return work.call();
  }

  private synchronized void moveThread() throws ErrnoException {
    if (closed) {
      throw new IllegalStateException("namespace: " + this + " (expected: not closed)");
    }
    Syscalls.setns(descriptor, Syscalls.CLONE_NEWNET);
  }

  private static NetworkNamespace make(String what, Callable<NetworkNamespace> work)
      throws InterruptedException {
    try {
      return NamespaceThread.run(work);
    } catch (ErrnoException e) {
      throw new GatewayException(
          kindOf(e.errno()),
          "Could not " + what + ": " + e.getMessage() + ". " + adviceFor(e.errno()),
          e);
    } catch (RuntimeException | InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new GatewayException(ErrorKind.INTERNAL, "Could not " + what + ": " + e, e);
    }
  }

  private static ErrorKind kindOf(Errno errno) {
    if (errno.equals(Errno.ENOENT)) {
      return ErrorKind.NOT_RUNNING;
    }
    return errno.equals(Errno.EPERM) || errno.equals(Errno.EACCES)
        ? ErrorKind.PERMISSION
        : ErrorKind.INTERNAL;
  }

  private static String adviceFor(Errno errno) {
    return switch (kindOf(errno)) {
      case PERMISSION -> "Start the gateway by ./sallyport, which gives it its user namespace.";
      case NOT_RUNNING -> "Its last process has ended; start the application again.";
      default -> "Check ulimit -n and /proc/sys/user/max_net_namespaces.";
    };
  }
}
