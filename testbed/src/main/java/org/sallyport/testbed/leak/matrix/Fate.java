package org.sallyport.testbed.leak.matrix;

import org.sallyport.testbed.leak.probe.Answer.Outcome;

/// What became of a probe under a [Shelter]. The order is that of gravity.
public enum Fate {
  /// An ordinary user of this machine cannot do it at all, so the shelter had nothing to stop.
  NOT_POSSIBLE("not possible"),
  /// Possible without the shelter; under it, nothing came out.
  CONTAINED("contained"),
  /// It came out of an exit of the Tor network, and nowhere else.
  BY_TOR("by Tor"),
  /// Nothing can be said.
  UNTESTED("untested"),
  /// It came out beside Tor, or reached what it should not.
  LEAKED("LEAKS");

  private final String title;

  Fate(String title) {
    this.title = title;
  }

  /// As the comparison calls it.
  public String title() {
    return title;
  }

  /// Judges a probe of an ordinary program without a shelter.
  static Fate bare(Cell cell) {
    return of(cell, NOT_POSSIBLE);
  }

  /// Judges a probe in a workstation, where a program has at least the rights of an ordinary one.
  static Fate inWorkstation(Cell cell) {
    return of(cell, CONTAINED);
  }

  /// Judges a probe under another shelter by what the same probe could do without one.
  static Fate under(Cell cell, Fate bare) {
    return of(cell, bare == LEAKED || bare == BY_TOR ? CONTAINED : NOT_POSSIBLE);
  }

  private static Fate of(Cell cell, Fate ifNothing) {
    return switch (cell.verdict()) {
      case ABSENT -> NOT_POSSIBLE;
      case CONTAINED -> cell.answer().outcome() == Outcome.BROKEN ? UNTESTED : ifNothing;
      case THROUGH_TOR -> BY_TOR;
      case NOT_TESTED -> UNTESTED;
      case LEAKED -> LEAKED;
    };
  }
}
