package org.sallyport.testbed.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/// Which faults strike when, by a seed: the same seed gives the same episodes in the same order,
/// however long each takes.
///
/// Law: the first episodes are every kind of fault alone, once; after them come single ones and
/// pairs as chance will have it, without end. Confined to one thread.
public final class FaultPlan {
  private static final int LONGEST_DELAY_MILLIS = 2_000;

  private final Random random;
  private final Lengths lengths;
  private final List<Fault> kinds;
  private final List<Fault> once;

  /// How long causes stay.
  ///
  /// @param shortest for all
  /// @param longest for all but a pause of everything that is alone
  /// @param pause of everything, alone
  public record Lengths(Duration shortest, Duration longest, Duration pause) {
    /// For a run of a minute or two.
    public static final Lengths BRIEF =
        new Lengths(Duration.ofMillis(300), Duration.ofMillis(1200), Duration.ofSeconds(3));

    /// For a run that has time.
    public static final Lengths LONG =
        new Lengths(Duration.ofMillis(500), Duration.ofSeconds(12), Duration.ofSeconds(60));
  }

  /// @param seed what chance is made of
  public FaultPlan(long seed, Lengths lengths) {
    this(seed, lengths, List.of(Fault.values()));
  }

  /// @param kinds those that can strike
  public FaultPlan(long seed, Lengths lengths, List<Fault> kinds) {
    this.random = new Random(seed);
    this.lengths = lengths;
    this.kinds = List.copyOf(kinds);
    this.once = new ArrayList<>(kinds);
    Collections.shuffle(once, random);
  }

  /// Whether some kind has not had its turn alone.
  public boolean isIncomplete() {
    return !once.isEmpty();
  }

  /// What comes next.
  public Episode next() {
    if (isIncomplete()) {
      return new Episode(List.of(alone(once.removeFirst())));
    }
    return random.nextBoolean() ? new Episode(List.of(alone(any()))) : nextPair();
  }

  /// A pair of two kinds.
  public Episode nextPair() {
    var first = any();
    return new Episode(pair(first, another(first)));
  }

  private List<Strike> pair(Fault first, Fault second) {
    var delay = Duration.ofMillis(random.nextInt(LONGEST_DELAY_MILLIS));
    var strikes = new ArrayList<>(List.of(strike(first, Duration.ZERO), strike(second, delay)));
    strikes.sort(Comparator.comparing(Strike::after));
    return strikes;
  }

  private Fault any() {
    return kinds.get(random.nextInt(kinds.size()));
  }

  private Fault another(Fault first) {
    Fault second = any();
    while (second == first) {
      second = any();
    }
    return second;
  }

  private Strike strike(Fault fault, Duration after) {
    var length = fault.lasts() ? drawn() : Duration.ZERO;
    return new Strike(fault, after, length, random.nextInt(Integer.MAX_VALUE));
  }

  private Duration drawn() {
    long span = lengths.longest().minus(lengths.shortest()).toMillis();
    return lengths.shortest().plusMillis(random.nextLong(span));
  }

  /// A pause of everything has its own length when it is alone.
  private Strike alone(Fault fault) {
    var strike = strike(fault, Duration.ZERO);
    return fault == Fault.WORLD_PAUSED
        ? new Strike(fault, Duration.ZERO, lengths.pause(), strike.choice())
        : strike;
  }
}
