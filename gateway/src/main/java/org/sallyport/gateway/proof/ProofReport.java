package org.sallyport.gateway.proof;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.sallyport.api.AdminReply;
import org.sallyport.api.CircuitRow;
import org.sallyport.api.EvidenceRow;
import org.sallyport.api.Hop;
import org.sallyport.api.VerdictSummary;
import org.sallyport.core.isolation.IsolationKey;
import org.sallyport.core.isolation.IsolationToken;
import org.sallyport.core.workstation.WorkstationName;
import org.sallyport.dataplane.listing.OpenStream;
import org.sallyport.gateway.identity.Owner;
import org.sallyport.tor.ledger.LedgerCircuit;
import org.sallyport.tor.ledger.LedgerSnapshot;
import org.sallyport.tor.ledger.LedgerStream;

/// The proof in the words of workstations and applications, for the admin socket. Every reply is
/// made from one published state of the ledger.
public final class ProofReport {
  private static final String UNKNOWN = "?";

  private final Proof proof;
  private final InstantSource clock;
  private final Supplier<List<OpenStream>> streams;

  /// @param streams what is open, as the data plane knows it
  public ProofReport(Proof proof, InstantSource clock, Supplier<List<OpenStream>> streams) {
    this.streams = streams;
    this.proof = proof;
    this.clock = clock;
  }

  /// What was judged.
  public VerdictSummary verdict() {
    return summary(proof.snapshot());
  }

  private static VerdictSummary summary(LedgerSnapshot snapshot) {
    var verdict = snapshot.verdict();
    return new VerdictSummary(
        verdict.circuitsJudged(), verdict.streamsJudged(), verdict.sharing(), verdict.foreign());
  }

  /// The reply to `streams`.
  public AdminReply.StreamsReply streams() {
    var snapshot = proof.snapshot();
    var told =
        snapshot.streams().stream().flatMap(stream -> StreamRows.Told.of(stream).stream()).toList();
    var rows = StreamRows.of(told, streams.get(), this::key);
    return new AdminReply.StreamsReply(summary(snapshot), rows);
  }

  /// The reply to `circuits`: those that carry or carried an application's streams.
  public AdminReply.CircuitsReply circuits() {
    var snapshot = proof.snapshot();
    var rows =
        IsolationTally.circuitSets(snapshot).stream()
            .filter(legs -> !legs.getFirst().tokens().isEmpty())
            .map(legs -> row(legs, snapshot))
            .toList();
    return new AdminReply.CircuitsReply(summary(snapshot), rows);
  }

  private CircuitRow row(List<LedgerCircuit> legs, LedgerSnapshot snapshot) {
    LedgerCircuit first = legs.getFirst();
    List<Integer> ids = legs.stream().map(LedgerCircuit::id).toList();
    return new CircuitRow(
        legs.stream().map(ProofReport::leg).toList(),
        first.purpose(),
        first.status().name(),
        age(first.life().began()),
        streamsOn(ids, snapshot),
        first.tokens().stream().map(token -> owner(token.text())).toList());
  }

  private static CircuitRow.Leg leg(LedgerCircuit circuit) {
    var hops =
        circuit.path().reveal().stream()
            .map(hop -> new Hop(hop.nickname(), hop.fingerprint(), null))
            .toList();
    return new CircuitRow.Leg(Integer.toString(circuit.id()), hops);
  }

  private static long streamsOn(List<Integer> circuits, LedgerSnapshot snapshot) {
    return Stream.concat(snapshot.streams().stream(), snapshot.endedStreams().stream())
        .filter(stream -> stream.carriers().stream().anyMatch(circuits::contains))
        .count();
  }

  /// The reply to `isolation`.
  public AdminReply.IsolationReply isolation() {
    var snapshot = proof.snapshot();
    var tally = new IsolationTally(snapshot, this::key);
    var violations =
        snapshot.verdict().violations().stream()
            .map(violation -> ViolationWords.of(violation, this::owner))
            .toList();
    return new AdminReply.IsolationReply(
        summary(snapshot), tally.rows(), tally.shared(), violations);
  }

  /// The reply to `evidence`.
  public AdminReply.EvidenceReply evidence() {
    var names = new KeyNames(this::key);
    var rows =
        proof.evidence().stream()
            .map(each -> new EvidenceRow(each.at().toString(), each.line(names::of)))
            .toList();
    return new AdminReply.EvidenceReply(isolation(), rows);
  }

  /// How many streams of each application are open.
  public Map<Owner, Long> streamsOpen() {
    var result = new LinkedHashMap<Owner, Long>();
    for (LedgerStream stream : proof.snapshot().streams()) {
      stream
          .token()
          .flatMap(this::key)
          .ifPresent(key -> result.merge(IsolationTally.owner(key), 1L, Long::sum));
    }
    return result;
  }

  /// The applications of a workstation that had streams.
  public List<String> applications(WorkstationName workstation) {
    return isolation().applications().stream()
        .filter(row -> row.workstation().equals(workstation.text()))
        .map(row -> row.application())
        .toList();
  }

  private Optional<IsolationKey> key(IsolationToken token) {
    return proof.keyring().key(token.text());
  }

  private String owner(String token) {
    return proof.keyring().key(token).map(key -> IsolationTally.owner(key).text()).orElse(UNKNOWN);
  }

  private long age(Instant began) {
    return Math.max(0, Duration.between(began, clock.instant()).toMillis());
  }
}
