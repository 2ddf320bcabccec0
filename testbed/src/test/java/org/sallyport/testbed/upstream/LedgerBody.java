package org.sallyport.testbed.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.sallyport.core.port.UpstreamFlavour;
import org.sallyport.testbed.lab.LabBody;
import org.sallyport.testbed.network.PrivateNetwork;
import org.sallyport.testbed.world.PrivateWorld;
import org.sallyport.tor.control.CircuitEvent;
import org.sallyport.tor.control.ControlEvent;
import org.sallyport.tor.ledger.Ledger;
import org.sallyport.tor.ledger.LedgerSnapshot;
import org.sallyport.tor.ledger.LedgerStream;
import org.sallyport.tor.ledger.Violation;
import org.sallyport.tor.process.TorCommand;
import org.sallyport.tor.process.TorLocator;
import org.sallyport.tor.torrc.Torrc;
import org.sallyport.tor.upstream.LedgerFeed;
import org.sallyport.tor.upstream.Upstream;
import org.sallyport.tor.upstream.UpstreamListener;
import org.sallyport.tor.upstream.UpstreamState;
import org.sallyport.tor.upstream.UpstreamTimes;

/// What [LedgerIT] runs: many streams of many tokens at once, a kill of tor, circuits closed by
/// hand, and as positive controls a foreign stream and a circuit that really is shared.
final class LedgerBody {
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final int TOKENS = 20;
  private static final int STREAMS = 10;
  private static final int SHARING = 12;

  private final PrivateNetwork network;
  private final PrivateWorld world;
  private final Ledger ledger = new Ledger(InstantSource.system());
  private final List<UpstreamState> states = Collections.synchronizedList(new ArrayList<>());
  private final Path leaky;
  private final Upstream upstream;

  private LedgerBody(Path directory) {
    this.network = PrivateNetwork.builder(directory.resolve("net")).mids(2).exits(3).start();
    this.world = PrivateWorld.start(network);
    this.leaky = directory.resolve("run").resolve("leaky");
    var lines = new ArrayList<>(network.directoryLines());
    lines.add("SocksPort unix:\"" + leaky + "\" NoIsolateSOCKSAuth");
    var torrc =
        Torrc.standard(
                directory.resolve("data"), directory.resolve("run"), ProcessHandle.current().pid())
            .withExtraLines(lines);
    var unprivileged = List.of("setpriv", "--ambient-caps=-all", "--inh-caps=-all", "--");
    var command = new TorCommand(unprivileged, new TorLocator(TorLocator.FOLDERS).tor());
    var plan = new Upstream.Plan(command, torrc, UpstreamTimes.STANDARD);
    this.upstream =
        new Upstream(plan, InstantSource.system(), new LedgerFeed(ledger, new StateRecorder()));
  }

  /// Notes the states.
  private final class StateRecorder implements UpstreamListener {
    @Override
    public void stateChanged(UpstreamState state) {
      System.out.println(state);
      states.add(state);
    }

    @Override
    public void event(ControlEvent event) {}

    @Override
    public void circuits(List<CircuitEvent> all) {}

    @Override
    public void caughtUp() {}
  }

  public static void main(String[] args) {
    LabBody.main(args, (directory, _) -> new LedgerBody(directory).run());
  }

  private void run() throws Exception {
    try (network;
        world;
        upstream) {
      upstream.start();
      awaitReady(1);
      manyTokensShareNothing(1);
      comesBackAfterKill();
      manyTokensShareNothing(2);
      closedCircuitEndsItsStream();
      assertThat(ledger.snapshot().verdict().proved()).isTrue();
      foreignStreamIsSeen();
      sharedCircuitIsSeen();
    }
    assertThat(upstream.state()).isEqualTo(new UpstreamState.Stopped());
  }

  private void awaitReady(int times) {
    await()
        .atMost(DEADLINE)
        .until(() ->
            List.copyOf(states).stream().filter(UpstreamState.Ready.class::isInstance).count()
                >= times);
  }

  private LedgerSnapshot awaitLedger(Predicate<LedgerSnapshot> condition) {
    return await().atMost(DEADLINE).until(ledger::snapshot, condition);
  }

  private void manyTokensShareNothing(int round) throws Exception {
    var streams = new ArrayList<Future<SocksStream>>();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int token = 0; token < TOKENS; token++) {
        for (int number = 0; number < STREAMS; number++) {
          streams.add(open(executor, "app" + token + "-", number));
        }
      }
    }
    long expected = (long) TOKENS * STREAMS;
    var snapshot = awaitLedger(s -> succeeded(s) == expected);
    assertThat(snapshot.verdict().proved()).as(snapshot.verdict().toString()).isTrue();
    assertThat(snapshot.verdict().streamsJudged()).isEqualTo(round * expected);
    assertThat(snapshot.counters().streamsFailed()).isZero();
    assertDisjoint(snapshot);
    awaitLedger(s -> s.circuits().stream().allMatch(c -> !c.path().reveal().isEmpty()));
    for (var stream : streams) {
      stream.get(DEADLINE.toSeconds(), TimeUnit.SECONDS).close();
    }
    awaitLedger(s -> s.streams().isEmpty());
  }

  private Future<SocksStream> open(ExecutorService executor, String token, int number) {
    String host = number == 0 ? world.onionAddress() : PrivateWorld.WEB_NAME;
    return executor.submit(() -> SocksStream.open(socksPath(), token, host).get("/"));
  }

  private static long succeeded(LedgerSnapshot snapshot) {
    return snapshot.streams().stream().filter(s -> s.status().name().equals("SUCCEEDED")).count();
  }

  /// By hand: every token's circuits, with the other legs of their conflux sets.
  private static void assertDisjoint(LedgerSnapshot snapshot) {
    Map<Integer, String> setOf = new HashMap<>();
    snapshot.circuits().stream()
        .filter(circuit -> !circuit.confluxId().isEmpty())
        .forEach(circuit -> setOf.put(circuit.id(), circuit.confluxId()));
    Map<String, Set<String>> tokensOf = new HashMap<>();
    for (LedgerStream stream : snapshot.streams()) {
      String token = stream.token().orElseThrow().text();
      for (int carrier : stream.carriers()) {
        String set = setOf.getOrDefault(carrier, "circuit " + carrier);
        tokensOf.computeIfAbsent(set, _ -> new HashSet<>()).add(token);
      }
    }
    assertThat(tokensOf).hasSizeGreaterThanOrEqualTo(TOKENS);
    assertThat(tokensOf.values()).allSatisfy(tokens -> assertThat(tokens).hasSize(1));
  }

  private void comesBackAfterKill() {
    ProcessHandle.of(upstream.pid()).orElseThrow().destroyForcibly();
    awaitReady(2);
    assertThat(states).filteredOn(UpstreamState.Failed.class::isInstance).hasSize(1);
    assertThat(ledger.snapshot().counters().restarts()).isEqualTo(1);
  }

  private void closedCircuitEndsItsStream() throws Exception {
    try (var stream = SocksStream.open(socksPath(), "closed-", "web.test").get("/")) {
      var seen = awaitLedger(s -> succeeded(s) == 1).streams().getFirst();
      assertThat(upstream.closeCircuits(seen.carriers())).isEqualTo(seen.carriers().size());
      stream.awaitEnd();
    }
    awaitLedger(s -> s.streams().isEmpty());
  }

  private void foreignStreamIsSeen() throws Exception {
    try (var _ = SocksStream.open(socksPath(), "", PrivateWorld.WEB_NAME)) {
      var verdict = awaitLedger(s -> s.verdict().foreign() == 1).verdict();
      assertThat(verdict.sharing()).isZero();
      assertThat(verdict.clean()).isFalse();
    }
  }

  /// tor itself is told not to isolate here: the ledger must notice. Which of its circuits tor
  /// takes for a stream is its own choice, so there are more streams than circuits.
  private void sharedCircuitIsSeen() throws Exception {
    var streams = new ArrayList<SocksStream>();
    try {
      for (int number = 0; number < SHARING; number++) {
        String token = number % 2 == 0 ? "alice-" : "bob-";
        streams.add(SocksStream.open(leaky, token, PrivateWorld.WEB_NAME).get("/"));
      }
      var violations = awaitLedger(s -> s.verdict().sharing() >= 1).verdict().violations();
      assertThat(violations)
          .filteredOn(Violation.SharedCircuit.class::isInstance)
          .isNotEmpty()
          .allSatisfy(
              shared -> assertThat(((Violation.SharedCircuit) shared).carried()).hasSize(2));
    } finally {
      for (var stream : streams) {
        stream.close();
      }
    }
  }

  private Path socksPath() {
    return Objects.requireNonNull(upstream.socksPaths().get(UpstreamFlavour.PLAIN));
  }
}
