package org.sallyport.core.shell;

/// What decides whether a branch is taken.
sealed interface Condition {
  /// Two words are the same text.
  record Same(Word one, Word other) implements Condition {}

  /// A word is empty.
  record Empty(Word word) implements Condition {}

  /// There is such a file.
  record Exists(Word path) implements Condition {}

  /// The other does not hold.
  record Not(Condition condition) implements Condition {}

  /// Both hold.
  record Both(Condition one, Condition other) implements Condition {}

  /// One of them holds.
  record Either(Condition one, Condition other) implements Condition {}

  /// Something that only a shell could find out.
  record Opaque(String text) implements Condition {}
}
