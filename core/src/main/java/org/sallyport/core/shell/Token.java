package org.sallyport.core.shell;

import java.util.List;

/// A token of a file.
///
/// @param line where it begins, from 1
/// @param from its first character
/// @param to behind its last
record Token(Kind kind, int line, int from, int to, Word word, String operator) {
  /// What it is.
  enum Kind {
    WORD,
    /// `;`, `&&`, `(`, …
    OPERATOR,
    /// The end of a line, or of the file.
    NEWLINE,
    END
  }

  private static final Word NONE = new Word(List.of());

  static Token word(int line, int from, int to, Word word) {
    return new Token(Kind.WORD, line, from, to, word, "");
  }

  static Token operator(int line, int from, String operator) {
    return new Token(Kind.OPERATOR, line, from, from + operator.length(), NONE, operator);
  }

  static Token newline(int line, int at) {
    return new Token(Kind.NEWLINE, line, at, at, NONE, "");
  }

  static Token end(int line, int at) {
    return new Token(Kind.END, line, at, at, NONE, "");
  }

  boolean is(Kind other) {
    return kind == other;
  }

  /// Whether it is this operator.
  boolean isOperator(String other) {
    return kind == Kind.OPERATOR && operator.equals(other);
  }

  /// Whether a command ends before it.
  boolean endsCommand() {
    return kind == Kind.NEWLINE || kind == Kind.END || isOperator(";");
  }
}
