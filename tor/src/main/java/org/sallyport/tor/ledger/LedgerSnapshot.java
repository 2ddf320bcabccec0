package org.sallyport.tor.ledger;

import java.util.List;

/// The ledger at one moment. Streams and circuits are in the order in which they began; circuits
/// that closed and streams that ended stay for a while, bounded in number.
public record LedgerSnapshot(
    List<LedgerStream> streams,
    List<LedgerStream> endedStreams,
    List<LedgerCircuit> circuits,
    List<LedgerCircuit> closedCircuits,
    Counters counters,
    Verdict verdict) {
  public LedgerSnapshot {
    streams = List.copyOf(streams);
    endedStreams = List.copyOf(endedStreams);
    circuits = List.copyOf(circuits);
    closedCircuits = List.copyOf(closedCircuits);
  }

  /// How many of what were seen since the ledger began; streams of tor's own are counted apart.
  public record Counters(
      long streams,
      long streamsSucceeded,
      long streamsFailed,
      long internalStreams,
      long circuits,
      long restarts) {}
}
