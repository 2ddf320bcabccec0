package org.sallyport.testbed.leak.matrix;

import java.util.List;
import org.sallyport.testbed.leak.probe.Answer;
import org.sallyport.testbed.leak.probe.Answer.Outcome;

/// One probe in one state.
///
/// @param verdict what became of it
/// @param answer what the probe said
/// @param leakedPackets how many packets came out beside Tor
/// @param words evidence: the first leaked packets, or why it was not tested
public record Cell(Verdict verdict, Answer answer, long leakedPackets, List<String> words) {
  public Cell {
    words = List.copyOf(words);
  }

  /// Judges a probe by its control, its own answer and what the witnesses saw.
  public static Cell of(Control control, Answer answer, Evidence evidence) {
    return switch (verdict(control, answer, evidence)) {
      case LEAKED -> new Cell(Verdict.LEAKED, answer, evidence.packets(), leak(answer, evidence));
      case NOT_TESTED -> new Cell(Verdict.NOT_TESTED, answer, 0, List.of(why(control, answer)));
      case ABSENT -> new Cell(Verdict.ABSENT, answer, 0, List.of(control.words()));
      case CONTAINED -> new Cell(Verdict.CONTAINED, answer, 0, List.of());
      case THROUGH_TOR -> new Cell(Verdict.THROUGH_TOR, answer, 0, List.of());
    };
  }

  private static Verdict verdict(Control control, Answer answer, Evidence evidence) {
    if (evidence.leaked() || answer.outcome() == Outcome.DONE) {
      return Verdict.LEAKED;
    }
    return switch (control.result()) {
      case MISSED -> Verdict.NOT_TESTED;
      case ABSENT -> Verdict.ABSENT;
      case SEEN -> seen(answer, evidence);
    };
  }

  private static Verdict seen(Answer answer, Evidence evidence) {
    if (answer.outcome() == Outcome.BROKEN) {
      return Verdict.NOT_TESTED;
    }
    return evidence.throughTor() ? Verdict.THROUGH_TOR : Verdict.CONTAINED;
  }

  private static List<String> leak(Answer answer, Evidence evidence) {
    return evidence.leaked() ? evidence.examples() : List.of("it succeeded: " + answer.words());
  }

  private static String why(Control control, Answer answer) {
    return control.result() == Control.Result.MISSED
        ? control.words()
        : "the probe failed: " + answer.words();
  }
}
