package org.sallyport.tor.ledger;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.sallyport.core.secret.Sensitive;
import org.sallyport.tor.control.CircuitEvent;
import org.sallyport.tor.control.CircuitStatus;
import org.sallyport.tor.control.Hop;
import org.sallyport.tor.control.SocksCredentials;

/// The circuits of one run of tor and what each carried. Confined to the ledger's thread.
///
/// tor never uses an id twice in one run, so a circuit that is gone can be forgotten; what it
/// carried lives on in its conflux set while another leg lives.
///
/// The credentials that tor shows on a circuit are a second witness, but only once a stream was
/// attached: before that, tor may launch a circuit for one stream and, if that one went elsewhere,
/// clear it for another (`circuit_try_clearing_isolation_state`).
final class CircuitBook {
  /// Circuits that are open at once; the oldest beyond are dropped, which is a gap in the proof.
  static final int MAX_OPEN = 20_000;

  /// Closed circuits kept for display.
  static final int MAX_CLOSED = 1_000;

  private final ViolationLog log;
  private final SequencedMap<Integer, Entry> open = new LinkedHashMap<>();
  private final SequencedMap<Integer, Entry> closed = new LinkedHashMap<>();
  private final Map<String, CarrierSet> confluxSets = new HashMap<>();
  private long seen;
  private long judged;

  CircuitBook(ViolationLog log) {
    this.log = log;
  }

  /// One circuit; `set` changes when it turns out to be a leg.
  private static final class Entry {
    final int id;
    CarrierSet set = new CarrierSet();
    CircuitStatus status = CircuitStatus.UNKNOWN;
    String purpose = "";
    Sensitive<List<Hop>> path = Sensitive.of(List.of());
    String confluxId = "";
    Lifetime life;
    LedgerCircuit.Traffic traffic = LedgerCircuit.Traffic.NONE;
    boolean judged;

    Entry(int id, Instant now) {
      this.id = id;
      this.life = Lifetime.from(now);
      set.join(id);
    }

    LedgerCircuit view() {
      return new LedgerCircuit(id, status, purpose, path, confluxId, set.carried(), life, traffic);
    }
  }

  /// A stream with these credentials is or was on this circuit.
  void carry(int id, SocksCredentials credentials, Instant now) {
    var entry = entry(id, now);
    if (!entry.judged) {
      entry.judged = true;
      judged++;
    }
    if (entry.set.carry(credentials)) {
      reportShared(entry.set, now);
    }
  }

  /// tor showed this circuit, in an event or in its list.
  void observe(CircuitEvent event, Instant now) {
    var entry = entry(event.id(), now);
    entry.status = event.status();
    describe(entry, event.path(), event.use(), now);
    if (event.status().isEnd()) {
      close(entry, now);
    }
  }

  /// tor showed this circuit without its status.
  void observe(int id, Sensitive<List<Hop>> path, CircuitEvent.Use use, Instant now) {
    describe(entry(id, now), path, use, now);
  }

  void addTraffic(int id, long read, long written, Instant now) {
    var entry = entry(id, now);
    entry.traffic = entry.traffic.plus(read, written);
  }

  /// These are all circuits that there are: others have closed.
  void retain(List<CircuitEvent> all, Instant now) {
    all.forEach(event -> observe(event, now));
    Set<Integer> ids = all.stream().map(CircuitEvent::id).collect(Collectors.toSet());
    for (Entry entry : List.copyOf(open.values())) {
      if (!ids.contains(entry.id)) {
        entry.status = CircuitStatus.CLOSED;
        close(entry, now);
      }
    }
  }

  /// tor started anew: its ids begin anew.
  void clear() {
    open.clear();
    closed.clear();
    confluxSets.clear();
  }

  long seen() {
    return seen;
  }

  long judged() {
    return judged;
  }

  List<LedgerCircuit> openCircuits() {
    return open.values().stream().map(Entry::view).toList();
  }

  List<LedgerCircuit> closedCircuits() {
    return closed.values().stream().map(Entry::view).toList();
  }

  private void describe(Entry entry, Sensitive<List<Hop>> path, CircuitEvent.Use use, Instant now) {
    if (!path.reveal().isEmpty()) {
      entry.path = path;
    }
    if (!use.purpose().isEmpty()) {
      entry.purpose = use.purpose();
    }
    if (!use.confluxId().isEmpty() && !use.confluxId().equals(entry.confluxId)) {
      joinLegs(entry, use.confluxId(), now);
    }
    var shown = use.credentials();
    if (!shown.isAbsent() && entry.set.contradicts(shown)) {
      log.add(new Violation.WitnessMismatch(now, entry.id, shown, entry.set.carried()));
      entry.set.carry(shown);
    }
  }

  private void joinLegs(Entry entry, String confluxId, Instant now) {
    entry.confluxId = confluxId;
    var joined = confluxSets.computeIfAbsent(confluxId, _ -> entry.set);
    var own = entry.set;
    if (joined == own) {
      return;
    }
    boolean shared = joined.absorb(own);
    confluxSets.replaceAll((_, set) -> set == own ? joined : set);
    for (int member : own.circuits()) {
      var leg = open.containsKey(member) ? open.get(member) : closed.get(member);
      if (leg != null) {
        leg.set = joined;
      }
    }
    if (shared) {
      reportShared(joined, now);
    }
  }

  private void reportShared(CarrierSet set, Instant now) {
    log.add(new Violation.SharedCircuit(now, set.circuits(), set.carried()));
  }

  private Entry entry(int id, Instant now) {
    var known = open.containsKey(id) ? open.get(id) : closed.get(id);
    if (known != null) {
      return known;
    }
    var entry = new Entry(id, now);
    seen++;
    open.put(id, entry);
    if (open.size() > MAX_OPEN) {
      log.addGap(1);
      forget(open.pollFirstEntry().getValue());
    }
    return entry;
  }

  private void close(Entry entry, Instant now) {
    if (open.remove(entry.id) == null) {
      return;
    }
    entry.life = entry.life.endedAt(now);
    closed.put(entry.id, entry);
    if (closed.size() > MAX_CLOSED) {
      forget(closed.pollFirstEntry().getValue());
    }
  }

  private void forget(Entry entry) {
    if (entry.set.leave(entry.id) && !entry.confluxId.isEmpty()) {
      confluxSets.values().removeIf(set -> set == entry.set);
    }
  }
}
