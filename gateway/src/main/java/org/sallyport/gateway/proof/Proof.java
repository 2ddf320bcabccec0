package org.sallyport.gateway.proof;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sallyport.core.isolation.IsolationKey;
import org.sallyport.core.workstation.Identity;
import org.sallyport.gateway.identity.Keyring;
import org.sallyport.gateway.upstream.GateKeeper;
import org.sallyport.tor.control.CircuitEvent;
import org.sallyport.tor.control.ControlEvent;
import org.sallyport.tor.ledger.Evidence;
import org.sallyport.tor.ledger.Ledger;
import org.sallyport.tor.ledger.LedgerCircuit;
import org.sallyport.tor.ledger.LedgerSnapshot;
import org.sallyport.tor.ledger.LedgerStream;
import org.sallyport.tor.upstream.UpstreamListener;
import org.sallyport.tor.upstream.UpstreamState;

/// The ledger of isolation, and the alarm when it is violated.
///
/// As a listener it comes behind the [org.sallyport.tor.upstream.LedgerFeed] of the same ledger and
/// is confined to the upstream's thread; the other methods may be called by any.
public final class Proof implements UpstreamListener {
  private static final Logger LOG = System.getLogger(Proof.class.getName());

  private final GateKeeper gateKeeper;
  private final Keyring keyring;
  private final Ledger ledger;
  private long alarmedAt;

  /// @param gateKeeper opens and closes the gate with tor's state
  /// @param keyring knows what tokens stand for
  /// @param ledger what tor's events say
  public Proof(GateKeeper gateKeeper, Keyring keyring, Ledger ledger) {
    this.gateKeeper = gateKeeper;
    this.keyring = keyring;
    this.ledger = ledger;
  }

  @Override
  public void stateChanged(UpstreamState state) {
    gateKeeper.upstreamIs(state);
  }

  @Override
  public void event(ControlEvent event) {
    alarm();
  }

  @Override
  public void circuits(List<CircuitEvent> all) {
    alarm();
  }

  @Override
  public void caughtUp() {
    alarm();
  }

  private void alarm() {
    var verdict = ledger.snapshot().verdict();
    long violations = verdict.sharing() + verdict.foreign();
    if (violations > alarmedAt) {
      alarmedAt = violations;
      LOG.log(
          Level.ERROR,
          "ISOLATION VIOLATED: {0} circuits carried two keys, {1} streams were not ours."
              + " `sallyport isolation` shows which; stop what must not be linked.",
          verdict.sharing(),
          verdict.foreign());
    }
  }

  /// The ledger as last published.
  LedgerSnapshot snapshot() {
    return ledger.snapshot();
  }

  /// The latest events that were judged.
  List<Evidence> evidence() {
    return ledger.evidence();
  }

  Keyring keyring() {
    return keyring;
  }

  /// The tokens that some stream or circuit mentions.
  public Set<String> tokensInUse() {
    var result = new HashSet<String>();
    var now = snapshot();
    now.streams().forEach(stream -> stream.token().ifPresent(token -> result.add(token.text())));
    Stream.concat(now.circuits().stream(), now.closedCircuits().stream())
        .forEach(circuit -> circuit.tokens().forEach(token -> result.add(token.text())));
    return result;
  }

  /// The open circuits that carried a key of such an identity, with the other legs of their sets.
  public List<Integer> circuitsOf(Predicate<Identity> wanted) {
    return snapshot().circuits().stream()
        .filter(circuit -> isOf(circuit, wanted))
        .map(LedgerCircuit::id)
        .toList();
  }

  /// Those of them that no open stream is on, neither on the circuit nor on another leg of its set.
  public List<Integer> idleCircuitsOf(Predicate<Identity> wanted) {
    var now = snapshot();
    var busy = now.streams().stream().map(LedgerStream::circuitId).collect(Collectors.toSet());
    return IsolationTally.circuitSets(now).stream()
        .filter(legs -> legs.stream().noneMatch(leg -> busy.contains(leg.id())))
        .flatMap(List::stream)
        .filter(now.circuits()::contains)
        .filter(circuit -> isOf(circuit, wanted))
        .map(LedgerCircuit::id)
        .toList();
  }

  private boolean isOf(LedgerCircuit circuit, Predicate<Identity> wanted) {
    return circuit.tokens().stream()
        .anyMatch(token ->
            keyring.key(token.text()).map(IsolationKey::identity).filter(wanted).isPresent());
  }
}
