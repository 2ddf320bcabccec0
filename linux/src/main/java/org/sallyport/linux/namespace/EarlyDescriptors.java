package org.sallyport.linux.namespace;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.linux.syscall.ErrnoException;
import org.sallyport.linux.syscall.Syscalls;

/// What was open when the process was young, for libraries that wait by `select`: it knows numbers
/// of descriptors below 1024 only (`FD_SETSIZE`), and the C library ends the whole process when it
/// is given another. A gateway with some hundred streams has no such number free.
///
/// Work runs on a thread that is thrown away and has a table of descriptors of its own, with what
/// was open early (the runtime reads its classes from it) and nothing else: low numbers are free
/// there, and no connection stays open in it that is closed elsewhere. What the work opens, it must
/// close. The thread is in the caller's network namespace. Immutable, for any thread.
public final class EarlyDescriptors {
  private static final Path NOTHING = Path.of("/dev/null");

  /// Half of what `select` knows: as much is left.
  private static final int HIGHEST = 512;

  private final int next;

  private EarlyDescriptors(int next) {
    this.next = next;
  }

  /// Those of now.
  ///
  /// @throws GatewayException INTERNAL if they are too many: it must come early
  public static EarlyDescriptors ofNow() {
    int next = next();
    if (next > HIGHEST) {
      throw new GatewayException(
          ErrorKind.INTERNAL,
          "Cannot use libnftables: %d files were open when it was loaded. Start with fewer open."
              .formatted(next));
    }
    return new EarlyDescriptors(next);
  }

  private static int next() {
    try {
      int descriptor = Syscalls.open(NOTHING, Syscalls.O_RDONLY | Syscalls.O_CLOEXEC);
      Syscalls.close(descriptor);
      return descriptor;
    } catch (ErrnoException e) {
      throw new GatewayException(
          ErrorKind.INTERNAL,
          "Cannot use libnftables: " + e.getMessage() + ". Raise ulimit -n.",
          e);
    }
  }

  /// Does the work with these descriptors and nothing else open.
  ///
  /// @throws GatewayException what the work threw; TIMEOUT if it took too long or the caller was
  ///   interrupted
  public <T> T with(Callable<T> work) {
    try {
      return NamespaceThread.run(() -> {
        Syscalls.keepOnlyBelow(next);
        return work.call();
      });
    } catch (RuntimeException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatewayException(ErrorKind.TIMEOUT, "Interrupted while libnftables worked.", e);
    } catch (Exception e) {
      throw new GatewayException(
          ErrorKind.INTERNAL, "Cannot use libnftables: " + e.getMessage() + ".", e);
    }
  }
}
