package org.sallyport.core.whonix;

/// What became of one thing that the files say.
///
/// @param setting its name
/// @param value what it is set to, as far as that can be shown
/// @param place file and line; "" if no file says it
/// @param remark what follows from it, or why nothing does
public record Finding(Outcome outcome, String setting, String value, String place, String remark) {
  /// What became of it.
  public enum Outcome {
    /// It is in the configuration now.
    TAKEN,
    /// It is so without a word.
    ALREADY,
    /// It would open a hole or weaken tor, or doing without it would.
    REFUSED,
    /// There is nothing here that it could change.
    MEANINGLESS,
    /// It cannot be told what it says.
    NOT_UNDERSTOOD;

    /// Whether a reader has to decide something.
    public boolean needsAttention() {
      return this == REFUSED || this == NOT_UNDERSTOOD;
    }
  }
}
