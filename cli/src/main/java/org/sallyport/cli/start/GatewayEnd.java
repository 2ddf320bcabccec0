package org.sallyport.cli.start;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// Waits until a gateway is gone: its process has ended and its socket is removed.
///
/// @param patience how long it may take
public record GatewayEnd(Duration patience) {
  private static final Duration POLL = Duration.ofMillis(20);

  /// Returns when it is gone.
  ///
  /// @throws GatewayException of kind `TIMEOUT` if it is not in time
  public void await(long pid, Path socket) {
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      while (isAlive(pid) || Files.exists(socket)) {
        if (System.nanoTime() - deadline >= 0) {
          throw new GatewayException(
              ErrorKind.TIMEOUT,
              "The gateway (pid "
                  + pid
                  + ") did not end within "
                  + patience.toSeconds()
                  + " s. Its streams are closed; end it by: kill -9 "
                  + pid);
        }
        Pause.of(POLL);
      }
    } catch (InterruptedIOException e) {
      throw new GatewayException(
          ErrorKind.TIMEOUT, "Interrupted while the gateway was stopping; it goes on stopping.", e);
    }
  }

  /// A zombie is not alive: in a container nobody may ever reap it.
  static boolean isAlive(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      int state = stat.lastIndexOf(')') + 2;
      return state < stat.length() && stat.charAt(state) != 'Z' && stat.charAt(state) != 'X';
    } catch (IOException e) {
      return false;
    }
  }
}
