package org.sallyport.cli.start;

import java.io.InterruptedIOException;
import java.time.Duration;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// The interval between two looks at something that does not tell by itself.
public final class Pause {
  private Pause() {}

  static void of(Duration interval) throws InterruptedIOException {
    try {
      Thread.sleep(interval);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  /// Waits between two looks at something that a user watches.
  ///
  /// @throws GatewayException of kind `TIMEOUT` when interrupted
  public static void between(Duration interval) {
    try {
      of(interval);
    } catch (InterruptedIOException e) {
      throw new GatewayException(ErrorKind.TIMEOUT, "The command was interrupted.", e);
    }
  }
}
