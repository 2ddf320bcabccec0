package org.sallyport.tor.ledger;

import java.util.ArrayList;
import java.util.List;

/// The violations so far: all counted, the first ones kept. Confined to the ledger's thread.
final class ViolationLog {
  private final List<Violation> first = new ArrayList<>();
  private long sharing;
  private long foreign;
  private long gaps;

  void add(Violation violation) {
    switch (violation) {
      case Violation.SharedCircuit _, Violation.WitnessMismatch _ -> sharing++;
      case Violation.ForeignStream _ -> foreign++;
    }
    if (first.size() < Ledger.MAX_VIOLATIONS) {
      first.add(violation);
    }
  }

  void addGap(long events) {
    gaps += events;
  }

  long total() {
    return sharing + foreign;
  }

  Verdict verdict(long circuitsJudged, long streamsJudged) {
    return new Verdict(circuitsJudged, streamsJudged, sharing, foreign, gaps, first);
  }
}
