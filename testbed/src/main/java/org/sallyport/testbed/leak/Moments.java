package org.sallyport.testbed.leak;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.testbed.fault.Episode;
import org.sallyport.testbed.fault.Strike;

/// The beginnings and ends of an episode's causes, in the order in which they come. Confined to one
/// thread, which sleeps between them.
final class Moments {
  private final Deeds deeds;
  private final List<Strike> struck = new ArrayList<>();
  private final PriorityQueue<Moment> coming =
      new PriorityQueue<>(Comparator.comparingLong(Moment::atNanos));

  /// Something that happens then.
  private record Moment(long atNanos, Runnable what) {}

  Moments(Deeds deeds, Episode episode) {
    this.deeds = deeds;
    long now = System.nanoTime();
    for (Strike strike : episode.strikes()) {
      coming.add(new Moment(now + strike.after().toNanos(), () -> begin(strike)));
    }
  }

  /// Lets them pass.
  ///
  /// @return when the last cause ended, by [System#nanoTime]
  long pass() {
    for (Moment next = coming.poll(); next != null; next = coming.poll()) {
      sleepUntil(next.atNanos());
      next.what().run();
    }
    return System.nanoTime();
  }

  /// The faults that have struck; one whose victim is not there strikes nobody.
  List<Strike> struck() {
    return List.copyOf(struck);
  }

  private void begin(Strike strike) {
    deeds
        .begin(strike)
        .ifPresent(end -> {
          struck.add(strike);
          coming.add(new Moment(System.nanoTime() + strike.length().toNanos(), end::now));
        });
  }

  private static void sleepUntil(long nanos) {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos - System.nanoTime());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatewayException(ErrorKind.TIMEOUT, "The leak test was interrupted.", e);
    }
  }
}
