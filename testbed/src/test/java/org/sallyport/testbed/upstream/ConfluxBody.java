package org.sallyport.testbed.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sallyport.testbed.lab.LabBody;
import org.sallyport.testbed.network.ClientTor;
import org.sallyport.testbed.network.PrivateNetwork;
import org.sallyport.testbed.world.PrivateWorld;
import org.sallyport.tor.control.CircuitEvent;
import org.sallyport.tor.torrc.Torrc;

/// What [ConfluxIT] runs: streams are open, each with a token of its own; the circuits on which tor
/// wrote the tokens close; others come with tokens of their own. Does a set change hands?
final class ConfluxBody {
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final int TOKENS = 6;
  private static final int MOST_ROUNDS = 10;

  private final ClientTor tor;
  private int round;

  private ConfluxBody(ClientTor tor) {
    this.tor = tor.awaitBootstrap();
  }

  public static void main(String[] args) {
    LabBody.main(args, (directory, _) -> run(directory));
  }

  private static void run(Path directory) throws IOException {
    try (var network = PrivateNetwork.builder(directory.resolve("net")).mids(2).exits(3).start();
        var world = PrivateWorld.start(network);
        var plain = network.client("plain", List.of());
        var ours = network.client("ours", ourLines(directory))) {
      assertThat(world.onionAddress()).isNotEmpty();
      new ConfluxBody(plain).setsChangeHands();
      new ConfluxBody(ours).circuitsDoNot();
    }
  }

  /// What the gateway's torrc says of conflux.
  private static List<String> ourLines(Path directory) {
    var torrc = Torrc.standard(directory, directory, ProcessHandle.current().pid());
    return torrc.text().lines().filter(line -> line.startsWith("Conflux")).toList();
  }

  /// The control. Which leg is the faster one is a matter of luck, so there are several rounds.
  private void setsChangeHands() throws IOException {
    Set<String> shared = Set.of();
    while (shared.isEmpty() && round < MOST_ROUNDS) {
      await().atMost(DEADLINE).until(() -> circuits().anyMatch(ConfluxBody::isFreshLeg));
      shared = shared();
    }
    System.out.printf("plain tor, round %d: %s%n", round, shared);
    assertThat(shared)
        .as("sets of a plain tor that changed hands; if none does now, see ADR 18")
        .isNotEmpty();
  }

  private void circuitsDoNot() throws IOException {
    while (round < MOST_ROUNDS) {
      assertThat(shared()).isEmpty();
    }
  }

  /// One round: which circuits or sets carried two tokens.
  private Set<String> shared() throws IOException {
    round++;
    List<SocksStream> streams = new ArrayList<>();
    try {
      open(streams, "first");
      var first = tokens();
      assertThat(first).hasSizeGreaterThanOrEqualTo(TOKENS);
      closeMarked();
      open(streams, "second");
      var second = tokens();
      closeMarked();
      return second.keySet().stream()
          .filter(carrier -> first.containsKey(carrier))
          .collect(Collectors.toSet());
    } finally {
      for (var stream : streams) {
        stream.close();
      }
    }
  }

  private void open(List<SocksStream> streams, String name) throws IOException {
    for (int number = 0; number < TOKENS; number++) {
      String token = "%s-%d-%d".formatted(name, round, number);
      streams.add(SocksStream.open(tor.socksPort(), token, PrivateWorld.WEB_NAME).get("/"));
    }
  }

  /// The tokens by what carries their streams.
  private Map<String, String> tokens() {
    Map<String, String> tokens = new HashMap<>();
    marked()
        .forEach(circuit ->
            tokens.put(carrier(circuit), circuit.use().credentials().password().reveal()));
    return tokens;
  }

  private void closeMarked() {
    marked().map(CircuitEvent::id).toList().forEach(tor.control()::closeCircuit);
  }

  private Stream<CircuitEvent> marked() {
    return circuits().filter(circuit -> !circuit.use().credentials().isAbsent());
  }

  private Stream<CircuitEvent> circuits() {
    return tor.control().circuits().stream();
  }

  private static boolean isFreshLeg(CircuitEvent circuit) {
    return !circuit.use().confluxId().isEmpty() && circuit.use().credentials().isAbsent();
  }

  private static String carrier(CircuitEvent circuit) {
    String set = circuit.use().confluxId();
    return set.isEmpty() ? "circuit " + circuit.id() : "set " + set;
  }
}
