package org.sallyport.tor.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// A tor that an earlier gateway left behind.
///
/// Proof that it is ours, from the kernel: it holds the lock on our DataDirectory (`/proc/locks`)
/// and its command line names our torrc. Such a tor ends by itself when its owner's control
/// connection ends, so it is given time first. Anything else that holds the lock is left alone; tor
/// itself then says that the folder is in use.
public final class StaleTor {
  private static final int LOCK_PID_WORD = 4;
  private static final int LOCK_FILE_WORD = 5;

  private StaleTor() {}

  /// Waits for a stale tor to go, then ends it, `patience` for each of: waiting, SIGTERM, SIGKILL.
  ///
  /// @throws GatewayException `TIMEOUT` if it survives
  public static void clear(Path dataDirectory, Path torrc, Duration patience)
      throws InterruptedException {
    var stale = find(dataDirectory, torrc);
    if (stale.isEmpty() || ends(stale.get(), patience)) {
      return;
    }
    stale.get().destroy();
    if (ends(stale.get(), patience)) {
      return;
    }
    stale.get().destroyForcibly();
    if (!ends(stale.get(), patience)) {
      throw new GatewayException(
          ErrorKind.TIMEOUT,
          "tor of an earlier gateway (process %d) holds %s and cannot be ended; end it, try again"
              .formatted(stale.get().pid(), dataDirectory));
    }
  }

  private static Optional<ProcessHandle> find(Path dataDirectory, Path torrc) {
    try {
      Path lock = dataDirectory.resolve("lock");
      if (!Files.exists(lock)) {
        return Optional.empty();
      }
      String inode = Files.getAttribute(lock, "unix:ino").toString();
      var locks = Files.readAllLines(Path.of("/proc/locks"), StandardCharsets.US_ASCII);
      for (long pid : holders(locks, inode)) {
        if (names(pid, torrc)) {
          return ProcessHandle.of(pid);
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// The processes that hold a lock on a file with this inode, from the lines of `/proc/locks`.
  static List<Long> holders(List<String> locks, String inode) {
    return locks.stream()
        .map(line -> line.strip().split("\\s+", -1))
        .filter(words -> words.length > LOCK_FILE_WORD)
        .filter(words -> words[LOCK_FILE_WORD].endsWith(":" + inode))
        .filter(words -> words[LOCK_PID_WORD].matches("[1-9]\\d{0,9}"))
        .map(words -> Long.valueOf(words[LOCK_PID_WORD]))
        .toList();
  }

  private static boolean names(long pid, Path torrc) throws IOException {
    Path file = Path.of("/proc", Long.toString(pid), "cmdline");
    if (!Files.isReadable(file)) {
      return false;
    }
    String arguments = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    return List.of(arguments.split("\0", -1)).contains(torrc.toString());
  }

  private static boolean ends(ProcessHandle process, Duration patience)
      throws InterruptedException {
    try {
      process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return !process.isAlive();
    }
  }
}
