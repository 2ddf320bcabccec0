package org.sallyport.core.shell;

/// What a variable holds after all files.
///
/// @param value its text
/// @param origin where it was assigned last
/// @param certain whether nothing that is not understood may have changed it
public record Variable(String value, Origin origin, Certainty certain) {
  /// Whether a value is known for sure.
  public enum Certainty {
    CERTAIN,
    /// A statement that is not understood, or a condition that cannot be evaluated, may assign it.
    IN_DOUBT
  }

  Variable inDoubt() {
    return new Variable(value, origin, Certainty.IN_DOUBT);
  }
}
