package org.sallyport.tor.ledger;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.sallyport.core.secret.Sensitive;
import org.sallyport.tor.control.SocksCredentials;
import org.sallyport.tor.control.StreamEvent;
import org.sallyport.tor.control.StreamStatus;

/// The streams of one run of tor. Confined to the ledger's thread.
///
/// A stream is *on* a circuit when tor names that circuit in any event of it; so a stream that was
/// detached and tried again was on each of them. tor's own streams (directory requests) have no
/// token and are counted, not judged.
final class StreamBook {
  /// Streams that are open at once; the oldest beyond are dropped, which is a gap in the proof.
  static final int MAX_OPEN = 50_000;

  /// Ended streams kept for display.
  static final int MAX_ENDED = 500;

  private final ViolationLog log;
  private final CircuitBook circuits;
  private final SequencedMap<Long, Entry> open = new LinkedHashMap<>();
  private final Deque<LedgerStream> ended = new ArrayDeque<>();
  private long seen;
  private long internal;
  private long succeeded;
  private long failed;
  private long judged;

  StreamBook(ViolationLog log, CircuitBook circuits) {
    this.log = log;
    this.circuits = circuits;
  }

  /// One stream. Credentials and purpose are those of its first event.
  private static final class Entry {
    final long id;
    final LedgerStream.Owner owner;
    final Lifetime life;
    final List<Integer> carriers = new ArrayList<>();
    Sensitive<String> target;
    StreamStatus status;
    int circuitId;
    boolean succeeded;

    Entry(StreamEvent first, Instant now) {
      id = first.id();
      owner =
          new LedgerStream.Owner(
              first.isolation().credentials(),
              first.isolation().clientProtocol(),
              first.origin().purpose());
      life = Lifetime.from(now);
      target = first.target();
      status = first.status();
    }

    /// Users' streams say so, or bring credentials; one that was not seen from its beginning and
    /// brings none cannot be told from tor's own.
    boolean isInternal() {
      return switch (owner.purpose()) {
        case "USER", "DNS_REQUEST" -> false;
        default -> owner.credentials().isAbsent();
      };
    }

    LedgerStream view(Lifetime lifetime, String reason) {
      return new LedgerStream(id, owner, target, status, circuitId, carriers, lifetime, reason);
    }
  }

  void accept(StreamEvent event, Instant now) {
    var known = open.get(event.id());
    var entry = known == null ? begin(event, now) : known;
    entry.status = event.status();
    if (event.circuitId() != 0) {
      carry(entry, event.circuitId(), event.isolation().credentials(), now);
    }
    entry.circuitId = event.status() == StreamStatus.DETACHED ? 0 : event.circuitId();
    count(entry, event.status());
    if (event.status() == StreamStatus.CLOSED) {
      end(entry, event.end(), now);
    }
  }

  private Entry begin(StreamEvent event, Instant now) {
    var entry = new Entry(event, now);
    open.put(event.id(), entry);
    if (entry.isInternal()) {
      internal++;
    } else {
      seen++;
      if (TokenReader.token(entry.owner.credentials()).isEmpty()) {
        log.add(new Violation.ForeignStream(now, entry.id, entry.owner.protocol()));
      }
    }
    if (open.size() > MAX_OPEN) {
      log.addGap(1);
      open.pollFirstEntry();
    }
    return entry;
  }

  /// The credentials of this very event count: should tor ever show others than at the beginning,
  /// that is two on one circuit.
  private void carry(Entry entry, int circuitId, SocksCredentials shown, Instant now) {
    if (entry.carriers.isEmpty() && !entry.isInternal()) {
      judged++;
    }
    if (!entry.carriers.contains(circuitId)) {
      entry.carriers.add(circuitId);
    }
    if (!entry.isInternal()) {
      circuits.carry(circuitId, entry.owner.credentials(), now);
      circuits.carry(circuitId, shown, now);
    }
  }

  private void count(Entry entry, StreamStatus status) {
    if (entry.isInternal()) {
      return;
    }
    if (status == StreamStatus.SUCCEEDED && !entry.succeeded) {
      entry.succeeded = true;
      succeeded++;
    } else if (status == StreamStatus.FAILED) {
      failed++;
    }
  }

  private void end(Entry entry, StreamEvent.End end, Instant now) {
    open.remove(entry.id);
    if (ended.size() == MAX_ENDED) {
      ended.removeFirst();
    }
    String reason = end.remoteReason().isEmpty() ? end.reason() : end.remoteReason();
    ended.addLast(entry.view(entry.life.endedAt(now), reason));
  }

  /// tor started anew: its streams are gone and its ids begin anew.
  void clear() {
    open.clear();
    ended.clear();
  }

  long judged() {
    return judged;
  }

  List<LedgerStream> openStreams() {
    return open.values().stream().map(entry -> entry.view(entry.life, "")).toList();
  }

  List<LedgerStream> endedStreams() {
    return List.copyOf(ended);
  }

  LedgerSnapshot.Counters counters(long circuitsSeen, long restarts) {
    return new LedgerSnapshot.Counters(seen, succeeded, failed, internal, circuitsSeen, restarts);
  }
}
