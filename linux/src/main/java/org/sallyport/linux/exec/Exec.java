package org.sallyport.linux.exec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.linux.syscall.Errno;
import org.sallyport.linux.syscall.ErrnoException;
import org.sallyport.linux.syscall.Syscalls;

/// Replaces this process by another program: same process id, terminal and job; no JVM stays
/// behind.
///
/// What the JVM changed is put right first: output is flushed, the calling thread's blocked signals
/// (SIGQUIT) are unblocked, and every descriptor but 0, 1, 2 and the plan's files is closed by the
/// kernel. Shutdown hooks do not run. The JVM raises the soft limit of open files unless it was
/// started with `-XX:-MaxFDLimit`, and leaves `/tmp/hsperfdata_*` unless with `-XX:-UsePerfData`:
/// start the launcher with both.
public final class Exec {
  private static final int FIRST_PRIVATE = 3;
  private static final int LAST = -1; // all bits set: the highest number there can be

  private Exec() {}

  /// Becomes the program.
  ///
  /// @return only by failing: the failure, for the caller to throw; the process is as before
  public static GatewayException replace(ExecPlan plan) {
    List<Integer> opened = new ArrayList<>();
    byte[] mask = Syscalls.signalMask(new byte[0]);
    try {
      System.out.flush();
      System.err.flush();
      new TreeMap<>(plan.files()).forEach((number, file) -> opened.add(hand(number, file)));
      hideAllBut(opened);
      Syscalls.execve(plan.arguments().getFirst(), plan.arguments(), variables(plan));
      return new GatewayException(ErrorKind.INTERNAL, "execve returned without a failure.");
    } catch (ErrnoException e) {
      return failure(e);
    } catch (GatewayException e) {
      return e;
    } finally {
      Syscalls.signalMask(mask);
      opened.forEach(Exec::closeQuietly);
    }
  }

  private static int hand(int number, Path file) {
    try {
      int opened = Syscalls.open(file, Syscalls.O_RDONLY | Syscalls.O_CLOEXEC);
      try {
        int copy = Syscalls.duplicate(opened, number);
        if (copy != number) {
          Syscalls.close(copy);
          throw new GatewayException(
              ErrorKind.INTERNAL, "Descriptor " + number + " is in use; nothing was started.");
        }
        return copy;
      } finally {
        Syscalls.close(opened);
      }
    } catch (ErrnoException e) {
      throw failure(e);
    }
  }

  private static void hideAllBut(List<Integer> ascending) throws ErrnoException {
    int from = FIRST_PRIVATE;
    for (int kept : ascending) {
      if (from < kept) {
        Syscalls.closeOnExec(from, kept - 1);
      }
      from = kept + 1;
    }
    Syscalls.closeOnExec(from, LAST);
  }

  private static List<String> variables(ExecPlan plan) {
    return new TreeMap<>(plan.environment()).entrySet().stream().map(Exec::variable).toList();
  }

  private static String variable(Map.Entry<String, String> variable) {
    return variable.getKey() + "=" + variable.getValue();
  }

  private static GatewayException failure(ErrnoException e) {
    ErrorKind kind =
        e.errno().equals(Errno.ENOENT) ? ErrorKind.MISSING_PREREQUISITE : ErrorKind.PERMISSION;
    return new GatewayException(
        kind,
        "Could not start "
            + e.subject()
            + ": "
            + e.call()
            + " failed with "
            + e.errno()
            + ". Check that it exists and may be executed.",
        e);
  }

  private static void closeQuietly(int descriptor) {
    try {
      Syscalls.close(descriptor);
    } catch (ErrnoException e) {
      throw new GatewayException(ErrorKind.INTERNAL, "A descriptor was closed twice: " + e, e);
    }
  }
}
