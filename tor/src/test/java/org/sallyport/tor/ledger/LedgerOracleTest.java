package org.sallyport.tor.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.tor.control.CircuitStatus;
import org.sallyport.tor.control.SocksCredentials;
import org.sallyport.tor.control.StreamStatus;

/// Random event sequences: the ledger says what a naive judge says who keeps everything.
final class LedgerOracleTest {
  private static final long SEED = Long.getLong("seed", 20_261_121L);
  private static final int SEQUENCES = 400;
  private static final int CIRCUITS = 12;

  /// Keeps all, and searches all circuits that are joined with one, again and again.
  private static final class NaiveJudge {
    final Map<Integer, Set<SocksCredentials>> carried = new HashMap<>();
    final Map<Integer, Set<String>> confluxIds = new HashMap<>();

    Set<SocksCredentials> carriedBySetOf(int circuit) {
      var members = new HashSet<Integer>(Set.of(circuit));
      boolean grew = true;
      while (grew) {
        grew = false;
        for (int other = 1; other <= CIRCUITS; other++) {
          grew |= joined(other, members) && members.add(other);
        }
      }
      var all = new HashSet<SocksCredentials>();
      members.forEach(member -> all.addAll(carried.getOrDefault(member, Set.of())));
      return all;
    }

    private boolean joined(int circuit, Set<Integer> members) {
      var own = confluxIds.getOrDefault(circuit, Set.of());
      return members.stream()
          .flatMap(member -> confluxIds.getOrDefault(member, Set.of()).stream())
          .anyMatch(own::contains);
    }
  }

  private final NaiveJudge judge = new NaiveJudge();
  private final Ledger ledger = new Ledger(InstantSource.fixed(Instant.EPOCH));

  /// With one token nothing can be shared; with many circuits' worth of tokens, nearly all is.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void agreesWithNaiveJudge(int tokens) {
    System.out.println("seed " + SEED);
    var random = new SplittableRandom(SEED + tokens);
    var outcomes = new HashSet<Boolean>();
    for (int sequence = 0; sequence < SEQUENCES; sequence++) {
      var run = new LedgerOracleTest();
      run.play(random, tokens);
      run.compare("seed %d, tokens %d, sequence %d".formatted(SEED, tokens, sequence));
      outcomes.add(run.ledger.snapshot().verdict().clean());
    }
    assertThat(outcomes).contains(tokens == 1);
  }

  private void play(SplittableRandom random, int tokens) {
    var owners = new ArrayList<SocksCredentials>();
    int length = random.nextInt(1, 60);
    for (int step = 0; step < length; step++) {
      switch (random.nextInt(6)) {
        case 0 -> circuitEvent(random, CircuitStatus.BUILT);
        case 1 -> circuitEvent(random, CircuitStatus.CLOSED);
        default -> streamEvent(random, tokens, owners);
      }
    }
  }

  private void circuitEvent(SplittableRandom random, CircuitStatus status) {
    int id = random.nextInt(1, CIRCUITS + 1);
    String confluxId = random.nextInt(3) == 0 ? "SET" + random.nextInt(3) : "";
    if (!confluxId.isEmpty()) {
      judge.confluxIds.computeIfAbsent(id, _ -> new HashSet<>()).add(confluxId);
    }
    ledger.accept(Events.circuit(id, status, SocksCredentials.NONE, confluxId));
  }

  private void streamEvent(SplittableRandom random, int tokens, List<SocksCredentials> owners) {
    if (owners.isEmpty() || random.nextInt(4) == 0) {
      owners.add(Events.ours("token" + random.nextInt(tokens)));
      ledger.accept(Events.stream(owners.size(), StreamStatus.NEW, 0, owners.getLast()));
      return;
    }
    int index = random.nextInt(owners.size());
    var owner = owners.get(index);
    int circuit = random.nextInt(4) == 0 ? 0 : random.nextInt(1, CIRCUITS + 1);
    var statuses = StreamStatus.values();
    var status = statuses[random.nextInt(2, statuses.length)];
    if (circuit != 0) {
      judge.carried.computeIfAbsent(circuit, _ -> new HashSet<>()).add(owner);
    }
    ledger.accept(Events.stream(index + 1L, status, circuit, owner));
  }

  private void compare(String description) {
    ledger.publish();
    var snapshot = ledger.snapshot();
    boolean shared = false;
    var circuits =
        Stream.concat(snapshot.circuits().stream(), snapshot.closedCircuits().stream()).toList();
    for (var circuit : circuits) {
      var expected = judge.carriedBySetOf(circuit.id());
      assertThat(circuit.carried())
          .as("%s, circuit %d", description, circuit.id())
          .containsExactlyInAnyOrderElementsOf(expected);
      shared |= expected.size() > 1;
    }
    assertThat(circuits)
        .as(description)
        .extracting(LedgerCircuit::id)
        .containsAll(judge.carried.keySet());
    assertThat(snapshot.verdict().clean()).as(description).isEqualTo(!shared);
    assertThat(snapshot.verdict().circuitsJudged()).isEqualTo(judge.carried.size());
    assertThat(snapshot.verdict().gaps()).isZero();
  }
}
