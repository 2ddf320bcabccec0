package org.sallyport.testbed.network;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Tells a listener each step once, with the time since the start-up began. Confined to the thread
/// that starts the network.
final class ProgressReport {
  private final long start = System.nanoTime();
  private final Consumer<NetworkProgress> listener;
  private @Nullable NetworkProgress last;

  ProgressReport(Consumer<NetworkProgress> listener) {
    this.listener = listener;
  }

  /// Reports unless this is what was reported last.
  void report(NetworkPhase phase, int done, int total) {
    var known = last;
    if (known == null || known.phase() != phase || known.done() != done) {
      var now =
          new NetworkProgress(phase, done, total, Duration.ofNanos(System.nanoTime() - start));
      last = now;
      listener.accept(now);
    }
  }
}
