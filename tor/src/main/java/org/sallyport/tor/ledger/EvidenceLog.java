package org.sallyport.tor.ledger;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.sallyport.tor.control.CircuitEvent;
import org.sallyport.tor.control.CircuitMinorEvent;
import org.sallyport.tor.control.StreamEvent;

/// The latest events that the verdict was judged from. Written by the ledger's thread, read by any.
final class EvidenceLog {
  private final Deque<Evidence> latest = new ArrayDeque<>();

  void add(StreamEvent event, Instant now) {
    add(new Evidence.OfStream(now, event));
  }

  void add(CircuitEvent event, Instant now) {
    add(new Evidence.OfCircuit(now, event));
  }

  void add(CircuitMinorEvent event, Instant now) {
    add(new Evidence.OfMinor(now, event));
  }

  private synchronized void add(Evidence evidence) {
    if (latest.size() == Ledger.MAX_EVIDENCE) {
      latest.removeFirst();
    }
    latest.addLast(evidence);
  }

  synchronized List<Evidence> all() {
    return List.copyOf(latest);
  }
}
