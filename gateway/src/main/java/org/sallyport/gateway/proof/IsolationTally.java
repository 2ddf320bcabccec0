package org.sallyport.gateway.proof;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sallyport.api.IsolationRow;
import org.sallyport.api.SharedRow;
import org.sallyport.core.isolation.IsolationKey;
import org.sallyport.core.isolation.IsolationToken;
import org.sallyport.gateway.identity.Owner;
import org.sallyport.tor.control.Hop;
import org.sallyport.tor.ledger.LedgerCircuit;
import org.sallyport.tor.ledger.LedgerSnapshot;

/// Adds up what each application used: keys, circuits, exits, streams. The legs of a conflux set
/// count as one circuit. Confined to the thread that makes it.
final class IsolationTally {
  private final Map<Owner, Sum> sums = new LinkedHashMap<>();
  private final Map<Pair, List<String>> shared = new LinkedHashMap<>();
  private final Function<IsolationToken, Optional<IsolationKey>> keys;

  /// @param keys what a token stands for
  IsolationTally(LedgerSnapshot snapshot, Function<IsolationToken, Optional<IsolationKey>> keys) {
    this.keys = keys;
    circuitSets(snapshot).forEach(this::addCircuit);
    Stream.concat(snapshot.endedStreams().stream(), snapshot.streams().stream())
        .forEach(stream -> stream.token().flatMap(keys).ifPresent(this::addStream));
  }

  /// All circuits by what counts as one: the legs of a conflux set together, oldest first.
  static Collection<List<LedgerCircuit>> circuitSets(LedgerSnapshot snapshot) {
    var sets = new LinkedHashMap<String, List<LedgerCircuit>>();
    Stream.concat(snapshot.closedCircuits().stream(), snapshot.circuits().stream())
        .sorted(Comparator.comparingInt(LedgerCircuit::id))
        .forEach(
            circuit -> sets.computeIfAbsent(set(circuit), _ -> new ArrayList<>()).add(circuit));
    return sets.values();
  }

  private static String set(LedgerCircuit circuit) {
    return circuit.confluxId().isEmpty() ? "circuit " + circuit.id() : circuit.confluxId();
  }

  /// What one application used so far. Mutable, confined to its tally.
  private static final class Sum {
    final Set<IsolationKey> keys = new LinkedHashSet<>();
    final List<String> circuits = new ArrayList<>();
    final Set<String> exits = new TreeSet<>();
    long streams;
  }

  /// The owner of a key.
  static Owner owner(IsolationKey key) {
    return new Owner(key.identity().workstation(), key.identity().application());
  }

  /// A row an application, in the order in which they first used a circuit.
  List<IsolationRow> rows() {
    return sums.entrySet().stream()
        .map(entry ->
            new IsolationRow(
                entry.getKey().workstation().text(),
                entry.getKey().application().text(),
                entry.getValue().keys.size(),
                entry.getValue().circuits,
                List.copyOf(entry.getValue().exits),
                entry.getValue().streams))
        .toList();
  }

  /// The pairs of applications that had circuits in common.
  List<SharedRow> shared() {
    return shared.entrySet().stream()
        .map(entry ->
            new SharedRow(
                entry.getKey().one().text(), entry.getKey().other().text(), entry.getValue()))
        .toList();
  }

  /// Two applications, in the order in which the circuit carried them.
  private record Pair(Owner one, Owner other) {}

  private void addShared(String circuit, List<Owner> owners) {
    for (int i = 0; i < owners.size(); i++) {
      for (int j = i + 1; j < owners.size(); j++) {
        var pair = new Pair(owners.get(i), owners.get(j));
        shared.computeIfAbsent(pair, _ -> new ArrayList<>()).add(circuit);
      }
    }
  }

  private void addCircuit(List<LedgerCircuit> legs) {
    String ids =
        legs.stream().map(leg -> Integer.toString(leg.id())).collect(Collectors.joining("+"));
    List<Hop> path = legs.getFirst().path().reveal();
    var tokens = legs.stream().flatMap(leg -> leg.tokens().stream()).distinct().toList();
    addShared(
        ids,
        tokens.stream()
            .flatMap(token -> keys.apply(token).stream())
            .map(IsolationTally::owner)
            .distinct()
            .toList());
    for (IsolationToken token : tokens) {
      keys.apply(token)
          .ifPresent(key -> {
            Sum sum = sum(key);
            sum.circuits.add(ids);
            if (!path.isEmpty() && !legs.getFirst().purpose().startsWith("HS_")) {
              sum.exits.add(path.getLast().nickname());
            }
          });
    }
  }

  private void addStream(IsolationKey key) {
    sum(key).streams++;
  }

  private Sum sum(IsolationKey key) {
    Sum sum = sums.computeIfAbsent(owner(key), _ -> new Sum());
    sum.keys.add(key);
    return sum;
  }
}
