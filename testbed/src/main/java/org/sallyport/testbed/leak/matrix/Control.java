package org.sallyport.testbed.leak.matrix;

import org.sallyport.testbed.leak.probe.Answer;
import org.sallyport.testbed.leak.probe.Answer.Outcome;
import org.sallyport.testbed.leak.probe.Probe;
import org.sallyport.testbed.leak.probe.Probe.Trait;

/// What the same probe did without a workstation around it.
///
/// Law: a probe counts as tested only if its control was `SEEN`, by both witnesses if it sends
/// anything.
///
/// @param result whether the control is good
/// @param words why it is not
public record Control(Result result, String words) {
  /// How good a control is.
  public enum Result {
    /// The witnesses are awake and the probe works.
    SEEN,
    /// This machine has nothing that could leak in this way.
    ABSENT,
    /// Something is wrong with the probe or a witness.
    MISSED
  }

  /// Judges a control.
  public static Control of(Probe probe, Answer answer, Evidence evidence) {
    boolean refused = answer.outcome() == Outcome.REFUSED && probe.is(Trait.MAY_BE_REFUSED);
    boolean seen =
        switch (probe.kind()) {
          case SILENCE -> true;
          case ATTEMPT -> answer.outcome() == Outcome.DONE;
          case STREAM, PACKET ->
              evidence.counted().leaked() > 0 && evidence.captured().leaked() > 0;
        };
    if (seen) {
      return new Control(Result.SEEN, "");
    }
    if (refused || answer.outcome() == Outcome.ABSENT) {
      return new Control(Result.ABSENT, "not on this machine: " + answer.words());
    }
    return new Control(
        Result.MISSED,
        "unprotected, the probe was %s (%s), counted %d times and captured %d times"
            .formatted(
                answer.outcome(),
                answer.words(),
                evidence.counted().leaked(),
                evidence.captured().leaked()));
  }
}
