package org.sallyport.gateway.upkeep;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.sallyport.core.error.GatewayException;

/// Runs small chores by the clock, one after the other on one virtual thread. A chore that fails
/// runs again at its next turn; a bug in one is logged.
public final class Upkeep implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Upkeep.class.getName());

  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("upkeep").factory());

  /// Runs the chore again and again, with this pause between two runs.
  public void every(Duration pause, Runnable chore) {
    var _ =
        schedule.scheduleWithFixedDelay(
            () -> guarded(chore), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void guarded(Runnable chore) {
    try {
      chore.run();
    } catch (GatewayException e) {
      LOG.log(Level.DEBUG, "A chore could not be done: {0}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "A chore failed", e);
    }
  }

  /// Runs no chore any more.
  @Override
  public void close() {
    schedule.shutdownNow();
  }
}
