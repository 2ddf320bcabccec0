package org.sallyport.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.testbed.e2e.SideBySide.Shared;

/// Every isolation flag beside a plain tor with the same flag: the same pairs of streams share a
/// circuit or do not, by the numbers that each tor gives its circuits.
@ParameterizedClass
@MethodSource("sides")
final class FlagComparisonIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final SideBySide sides;

  FlagComparisonIT(SideBySide sides) {
    this.sides = sides;
  }

  static Stream<SideBySide> sides() {
    return Stream.of(SideBySide.start(Account.available().getLast()));
  }

  static List<FlagSet> flagSets() {
    return FlagSet.all();
  }

  @ParameterizedTest
  @MethodSource("flagSets")
  void sharesWhatTorSharesAndSeparatesWhatTorSeparates(FlagSet flags) {
    try (var clients = sides.clients(flags)) {
      var pairs = StreamPair.all();
      assertThat(pairs.stream().map(pair -> pair + ": " + clients.open(pair)))
          .containsExactlyElementsOf(
              pairs.stream()
                  .map(pair -> pair + ": " + new Shared(pair.mayShare(flags), pair.mayShare(flags)))
                  .toList());
    }
  }

  /// Until those without the flag are given other circuits, on both sides.
  @Test
  void keepsACircuitThatIsInUseWhereTorKeepsIt() {
    var flags =
        flagSets().stream()
            .filter(set -> set.flags().contains("KeepAliveIsolateSOCKSAuth"))
            .findFirst()
            .orElseThrow();
    try (var clients = sides.inUse(flags)) {
      await()
          .atMost(LIMIT)
          .pollInterval(PAUSE)
          .until(() -> {
            clients.round();
            return clients.haveMoved("our port", "their port");
          });
      clients.round();
      assertThat(
              Stream.of(
                  "our stable application", "our port with the flag", "their port with the flag"))
          .allSatisfy(kept ->
              assertThat(clients.circuitsOf(kept))
                  .as("circuits of %s, one for each round", kept)
                  .hasSizeGreaterThan(2)
                  .containsOnly(clients.circuitsOf(kept).getFirst()));
    }
  }
}
