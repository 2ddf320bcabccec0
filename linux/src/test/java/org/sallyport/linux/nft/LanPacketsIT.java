package org.sallyport.linux.nft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.core.firewall.Decision;
import org.sallyport.core.firewall.Hook;
import org.sallyport.core.firewall.Packet;
import org.sallyport.core.firewall.Rule;
import org.sallyport.core.firewall.Ruleset;
import org.sallyport.core.firewall.Verdict;

/// What the rules decide about packets, as values and in the kernel: each packet is sent, the rule
/// that should decide must have met it, and a witness behind the rules sees it or does not.
/// `-Dseed=N` repeats a choice of policies and packets.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LanPacketsIT {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final int RANDOM_POLICIES = 4;
  private static final long SEED = Long.getLong("seed", new SecureRandom().nextLong());

  /// Rules of arriving packets that no packet that begins something meets as the last one.
  private static final Set<String> OTHERWISE =
      Set.of(
          "this machine to itself",
          "no connection, in",
          "connections go on, in",
          "machines to their ports",
          "too big, IPv4",
          "too big, IPv6",
          "related, in");

  private PacketLab lab;
  private Map<String, Long> met = Map.of();

  @BeforeAll
  void start() throws Exception {
    lab = PacketLab.start("");
  }

  @AfterAll
  void close() throws Exception {
    lab.close();
  }

  static Stream<String> named() {
    return Policies.ten().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("named")
  void kernelDecidesAsTheRulesDo(String name) throws Exception {
    kernelDecides(Policies.named(name).rules(), new Random(SEED));
  }

  static Stream<Long> seeds() {
    return IntStream.range(0, RANDOM_POLICIES).mapToObj(i -> SEED + i);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void kernelDecidesAsTheRulesOfAnyPolicyDo(long seed) throws Exception {
    var random = new Random(seed);
    kernelDecides(Policies.random(random).rules(), random);
  }

  private void kernelDecides(Ruleset applied, Random random) throws Exception {
    lab.apply(applied);
    Ruleset rules = applied.alsoAt(PacketLab.OWN);
    List<Packet> packets = ArrivingPackets.some(rules, random);
    Set<String> deciding = new HashSet<>();
    long survivors = lab.survived();
    met = lab.met(rules);
    for (Packet packet : packets) {
      Decision decision = rules.decide(packet);
      deciding.add(decision.rule());
      send(rules, packet, decision);
      survivors += decision.passes() ? 1 : 0;
      assertThat(lab.survived()).as("%s, %s", packet, decision).isEqualTo(survivors);
    }
    assertThat(expectedToDecide(rules)).isSubsetOf(deciding);
  }

  /// Sends it and waits until the rule has met it, or, where none does, until it has arrived.
  private void send(Ruleset rules, Packet packet, Decision decision) throws Exception {
    long arrived = lab.arrived();
    lab.send(packet);
    await(packet + ", " + decision)
        .atMost(SOON)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(() ->
            decision.rule().equals(Decision.POLICY)
                ? lab.arrived() > arrived
                : isMet(rules, decision.rule()));
  }

  private boolean isMet(Ruleset rules, String rule) throws Exception {
    Map<String, Long> now = lab.met(rules);
    boolean more = now.getOrDefault(rule, 0L) > met.getOrDefault(rule, 0L);
    met = now;
    return more;
  }

  private static Set<String> expectedToDecide(Ruleset rules) {
    return rules.chains().stream()
        .flatMap(chain -> chain.rules().stream().filter(rule -> isLast(chain.hook(), rule)))
        .map(Rule::name)
        .filter(name -> !OTHERWISE.contains(name))
        .collect(Collectors.toSet());
  }

  /// Whether nothing else is asked about a packet that the rule has met.
  private static boolean isLast(Hook hook, Rule rule) {
    return switch (hook) {
      case ARRIVAL -> rule.verdict() instanceof Verdict.Drop;
      case REDIRECTION -> rule.verdict() instanceof Verdict.Redirect;
      case INPUT -> true;
      case MEASURE, FORWARD, OWN_REDIRECTION, OUTPUT -> false;
    };
  }
}
