package org.sallyport.core.port;

/// A port and what it is for.
///
/// @param port the port
/// @param purpose a few words for whoever reads the table: one line of at most 60 characters
public record ListedPort(Port port, String purpose) {
  /// The longest purpose.
  public static final int MAX_PURPOSE_CHARACTERS = 60;

  public ListedPort {
    if (!isPurpose(purpose)) {
      throw new IllegalArgumentException(
          "purpose: " + purpose + " (expected: at most 60 characters in one line)");
    }
  }

  /// Whether the text can be a purpose.
  public static boolean isPurpose(String text) {
    return text.length() <= MAX_PURPOSE_CHARACTERS && text.chars().allMatch(c -> c >= ' ');
  }
}
