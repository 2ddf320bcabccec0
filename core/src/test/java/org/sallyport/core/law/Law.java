package org.sallyport.core.law;

import java.security.SecureRandom;
import java.util.Random;
import java.util.function.Consumer;

/// A statement that holds for every sample. Tried on many random samples; a failure names the seed,
/// and `-Dseed=N` runs that sample first.
public final class Law {
  /// How many samples each law is tried on.
  private static final int SAMPLES = 2_000;

  private static final String SEED_PROPERTY = "seed";

  private Law() {}

  /// Asserts that the law holds.
  ///
  /// @param law takes the source of one sample's randomness and asserts
  public static void holds(Consumer<Random> law) {
    Long given = Long.getLong(SEED_PROPERTY);
    long first = given == null ? new SecureRandom().nextLong() : given;
    for (int i = 0; i < SAMPLES; i++) {
      holdsFor(first + i, law);
    }
  }

  private static void holdsFor(long seed, Consumer<Random> law) {
    try {
      law.accept(new Random(seed));
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("law does not hold; repeat with -Dseed=" + seed, e);
    }
  }
}
