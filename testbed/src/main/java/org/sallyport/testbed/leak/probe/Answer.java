package org.sallyport.testbed.leak.probe;

import java.util.Locale;

/// What a probe says of itself. Whether anything leaked is not its to say: the witnesses do.
///
/// @param outcome what became of it
/// @param words the answer, or why not
public record Answer(Outcome outcome, String words) {
  /// What became of a probe.
  public enum Outcome {
    /// Given to the kernel, no answer.
    SENT,
    /// Somebody replied.
    ANSWERED,
    /// The kernel or the gateway said no.
    REFUSED,
    /// An attempt that is no packet succeeded.
    DONE,
    /// This kernel or this machine does not have what it needs.
    ABSENT,
    /// The probe itself failed, or did not answer in time.
    BROKEN
  }

  /// Reads `NAME<tab>OUTCOME<tab>WORDS`; a line that is something else is a broken probe.
  static Answer parse(String name, String line) {
    String[] fields = line.split("\t", 3);
    if (fields.length < 3 || !fields[0].equals(name)) {
      return new Answer(Outcome.BROKEN, "it said: " + line);
    }
    for (Outcome outcome : Outcome.values()) {
      if (outcome.name().toLowerCase(Locale.ROOT).equals(fields[1])) {
        return new Answer(outcome, fields[2]);
      }
    }
    return new Answer(Outcome.BROKEN, "it said: " + line);
  }
}
