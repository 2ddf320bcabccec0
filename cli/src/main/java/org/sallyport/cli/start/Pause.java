package org.sallyport.cli.start;

import java.io.InterruptedIOException;
import java.time.Duration;

/// The interval between two looks at something that does not tell by itself.
final class Pause {
  private Pause() {}

  static void of(Duration interval) throws InterruptedIOException {
    try {
      Thread.sleep(interval);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }
}
