package org.sallyport.testbed.leak.matrix;

/// What became of a probe in one state. The order is that of gravity: a family is as bad as its
/// worst probe.
public enum Verdict {
  /// The control failed because the machine does not have what the probe needs.
  ABSENT("-"),
  /// Nothing came out, and the same probe is seen when unprotected.
  CONTAINED("contained"),
  /// It came out of an exit of the Tor network, and nowhere else.
  THROUGH_TOR("by Tor"),
  /// Nothing can be said: the probe or its control failed. The run fails.
  NOT_TESTED("untested"),
  /// It came out beside Tor. The run fails.
  LEAKED("LEAKED");

  private final String title;

  Verdict(String title) {
    this.title = title;
  }

  /// As the matrix calls it.
  public String title() {
    return title;
  }

  /// Whether the promise did not hold, or was not tested.
  public boolean fails() {
    return this == LEAKED || this == NOT_TESTED;
  }

  /// The graver of two.
  Verdict worse(Verdict other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
