package org.sallyport.testbed.leak.probe;

import java.util.Set;

/// One thing that is tried.
///
/// @param name its name in the script, unique
/// @param family the row that it belongs to
/// @param kind how it is judged
/// @param traits what else is to be known
public record Probe(String name, Family family, Kind kind, Set<Trait> traits) {
  /// How a probe is judged.
  public enum Kind {
    /// A TCP connection, which may come out of an exit: the witnesses judge.
    STREAM,
    /// It sends something that never may come out: the witnesses judge.
    PACKET,
    /// It does nothing for a moment: nothing may come out by itself.
    SILENCE,
    /// It tries something that sends nothing: it must not succeed.
    ATTEMPT
  }

  /// What a judge must know of a probe.
  public enum Trait {
    /// An ordinary machine may refuse it to everybody, so a refused control is no fault.
    MAY_BE_REFUSED,
    /// Needs something that only a running gateway has; its control runs while it is open.
    NEEDS_GATEWAY,
    /// It waits for what comes from outside, which knocks meanwhile.
    NEEDS_KNOCKS
  }

  public Probe {
    traits = Set.copyOf(traits);
  }

  /// Whether it has a trait.
  public boolean is(Trait trait) {
    return traits.contains(trait);
  }
}
