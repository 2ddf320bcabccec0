package org.sallyport.gateway.admission;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.sallyport.core.admission.Refusal;
import org.sallyport.core.admission.StreamRequest;
import org.sallyport.gateway.identity.Owner;

/// The latest streams that were refused, in memory only. Written on event loops without waiting,
/// read by anybody.
public final class RefusalLog {
  /// Refusals that are kept, the latest.
  public static final int MAX_KEPT = 500;

  private final InstantSource clock;
  private final Queue<Entry> latest = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();

  /// One refused stream.
  ///
  /// @param at when
  /// @param owner whose it was
  /// @param request what was asked for
  /// @param refusal why not
  public record Entry(Instant at, Owner owner, StreamRequest request, Refusal refusal) {}

  /// @param clock tells when it was
  public RefusalLog(InstantSource clock) {
    this.clock = clock;
  }

  void add(Owner owner, StreamRequest request, Refusal refusal) {
    latest.add(new Entry(clock.instant(), owner, request, refusal));
    if (size.incrementAndGet() > MAX_KEPT && latest.poll() != null) {
      size.decrementAndGet();
    }
  }

  /// The latest refusals, oldest first.
  public List<Entry> latest() {
    return List.copyOf(latest);
  }
}
