package org.sallyport.testbed.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.testbed.fault.FaultPlan.Lengths;

final class FaultPlanTest {
  private static final int MANY = 500;

  private static List<Episode> episodes(long seed, int count) {
    var plan = new FaultPlan(seed, Lengths.LONG);
    var episodes = new ArrayList<Episode>();
    for (int i = 0; i < count; i++) {
      episodes.add(plan.next());
    }
    return episodes;
  }

  @Test
  void theSameSeedGivesTheSameEpisodes() {
    assertThat(episodes(7, MANY)).isEqualTo(episodes(7, MANY));
    assertThat(episodes(7, MANY)).isNotEqualTo(episodes(8, MANY));
  }

  @Test
  void everyKindStrikesAloneFirst() {
    var first = episodes(7, Fault.values().length);
    assertThat(first).allSatisfy(episode -> assertThat(episode.strikes()).hasSize(1));
    assertThat(first.stream().map(episode -> episode.strikes().getFirst().fault()))
        .containsExactlyInAnyOrder(Fault.values());
  }

  @Test
  void thenSinglesAndPairsOfDifferentKindsMix() {
    var later = episodes(7, MANY).subList(Fault.values().length, MANY);
    assertThat(later)
        .extracting(episode -> episode.strikes().size())
        .containsOnly(1, 2)
        .contains(1, 2);
    assertThat(later)
        .filteredOn(episode -> episode.strikes().size() == 2)
        .allSatisfy(episode ->
            assertThat(episode.strikes()).extracting(Strike::fault).doesNotHaveDuplicates());
    assertThat(later.stream().flatMap(episode -> episode.strikes().stream()).map(Strike::fault))
        .contains(Fault.values());
  }

  @Test
  void onlyCausesThatLastHaveALengthAndThatHasLimits() {
    var strikes = episodes(7, MANY).stream().flatMap(e -> e.strikes().stream()).toList();
    assertThat(strikes)
        .allSatisfy(
            strike -> assertThat(strike.length().isZero()).isEqualTo(!strike.fault().lasts()));
    assertThat(strikes)
        .filteredOn(strike -> strike.fault().lasts() && strike.fault() != Fault.WORLD_PAUSED)
        .allSatisfy(strike ->
            assertThat(strike.length()).isBetween(Lengths.LONG.shortest(), Lengths.LONG.longest()));
    assertThat(strikes)
        .filteredOn(strike -> strike.fault() == Fault.WORLD_PAUSED)
        .extracting(Strike::length)
        .contains(Duration.ofSeconds(60));
  }
}
