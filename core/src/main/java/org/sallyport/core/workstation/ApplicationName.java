package org.sallyport.core.workstation;

/// The name of an application, the unit of isolation inside a workstation.
///
/// @param text 1 to 64 of letters, digits and `. _ + -`, not beginning with `-` or `.`
public record ApplicationName(String text) {
  private static final int MAX_CHARACTERS = 64;

  public ApplicationName {
    if (!isValid(text)) {
      throw new IllegalArgumentException(
          "application: " + text + " (expected: 1 to 64 letters, digits or . _ + -)");
    }
  }

  /// Whether the text may name an application.
  public static boolean isValid(String text) {
    return text.length() <= MAX_CHARACTERS && text.matches("[A-Za-z0-9_+][A-Za-z0-9._+-]*");
  }

  @Override
  public String toString() {
    return text;
  }
}
