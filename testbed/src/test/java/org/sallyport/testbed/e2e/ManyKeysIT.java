package org.sallyport.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.sallyport.testbed.e2e.KeyCrowd.Round;
import org.sallyport.testbed.e2e.TorWatch.Seen;
import org.sallyport.tor.control.StreamStatus;

/// A thousand isolation keys at once on one tor: none fails, none shares a circuit.
///
/// `-Drounds=5` also gives the same credentials to a plain tor on the same network, in turns, five
/// times, and prints how long both took. Nothing is asked of the times here.
final class ManyKeysIT {
  private static final int KEYS = 1000;
  private static final int SOCKS_PORT = 6500;

  @Test
  void thousandKeysShareNothingAndNoneFails() {
    int rounds = Integer.getInteger("rounds", 0);
    try (var deployment = Deployment.up(Account.available().getLast());
        var crowd = KeyCrowd.in(deployment, "crowd");
        var watch = TorWatch.of(deployment)) {
      if (rounds > 0) {
        compare(deployment, () -> round(watch, crowd), rounds);
      } else {
        System.out.printf("%s: %d keys at once: %s%n", deployment, KEYS, round(watch, crowd));
      }
      var isolation = deployment.json("isolation").get("verdict");
      assertThat(isolation.get("violations").asInt()).isZero();
      assertThat(isolation.get("foreign").asInt()).isZero();
      assertThat(deployment.json("status").get("refused")).isEmpty();
    }
  }

  private static void compare(Deployment deployment, Supplier<Round> ours, int rounds) {
    var ports = List.of("SocksPort 127.0.0.1:" + SOCKS_PORT);
    List<Round> here = new ArrayList<>();
    List<Round> there = new ArrayList<>();
    try (var plain = PlainTor.start(deployment, ports, "list tables");
        var crowd = KeyCrowd.beside(plain, SOCKS_PORT);
        var watch = TorWatch.of(plain.directory())) {
      for (int round = 0; round < rounds; round++) {
        here.add(ours.get());
        there.add(round(watch, crowd));
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%d keys at once, medians: %d ms by the gateway, %d ms by tor alone, ratio %.2f; %s %s%n",
        KEYS,
        median(here),
        median(there),
        (double) median(here) / median(there),
        here,
        there);
  }

  /// Opens all at once and closes what carried them, so that every round begins alike.
  private static Round round(TorWatch watch, KeyCrowd crowd) {
    List<Round> result = new ArrayList<>();
    var seen = watch.ofClientsDuring(() -> result.add(crowd.open(KEYS)));
    assertThat(result.getFirst().alive()).isEqualTo(KEYS);
    assertThat(seen).hasSize(KEYS);
    assertThat(watch.mostOpen()).isGreaterThanOrEqualTo(KEYS);
    assertThat(seen).noneMatch(stream -> stream.statuses().contains(StreamStatus.FAILED));
    assertThat(seen).extracting(Seen::key).doesNotHaveDuplicates();
    Set<String> used = new HashSet<>();
    assertThat(watch.carriersOfEach(seen))
        .allSatisfy(carriers -> assertThat(carriers).isNotEmpty().allMatch(used::add));
    watch.closeCircuits(seen);
    return result.getFirst();
  }

  private static long median(List<Round> rounds) {
    var sorted = rounds.stream().map(Round::millis).sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
