package org.sallyport.core.workstation;

/// The name of a workstation: a compartment for one identity, with a home and a policy of its own.
///
/// @param text 1 to 32 of `a-z 0-9 -`, beginning with a letter: it names a directory too
public record WorkstationName(String text) {
  /// The workstation of whoever names none.
  public static final WorkstationName DEFAULT = new WorkstationName("default");

  private static final int MAX_CHARACTERS = 32;

  public WorkstationName {
    if (!isValid(text)) {
      throw new IllegalArgumentException(
          "workstation: " + text + " (expected: 1 to 32 of a-z, 0-9 and -, a letter first)");
    }
  }

  /// Whether the text may name a workstation.
  public static boolean isValid(String text) {
    return text.length() <= MAX_CHARACTERS && text.matches("[a-z][a-z0-9-]*");
  }

  @Override
  public String toString() {
    return text;
  }
}
