package org.sallyport.core.shell;

import java.util.List;
import org.sallyport.core.shell.Token.Kind;

/// The tokens of a text, taken one after the other. Confined to its caller.
final class Tokens {
  private static final int MAX_SHOWN = 100;

  private final String text;
  private final List<Token> tokens;
  private int next;

  Tokens(String text) throws ShellSyntax {
    this.text = text;
    this.tokens = Lexer.tokens(text);
  }

  Token peek() {
    return tokens.get(next);
  }

  /// The next token, which is gone then; the end stays.
  Token take() {
    Token token = tokens.get(next);
    if (!token.is(Kind.END)) {
      next++;
    }
    return token;
  }

  void skip() {
    Token _ = take();
  }

  void skipLineEnds() {
    while (peek().is(Kind.NEWLINE)) {
      skip();
    }
  }

  /// The next token's text, if it is a word without quotes and expansions; else "".
  String keyword() {
    return peek().is(Kind.WORD) ? peek().word().bare() : "";
  }

  /// Where this stands, for `back`.
  int mark() {
    return next;
  }

  void back(int mark) {
    next = mark;
  }

  /// The text from a mark to here.
  String since(int mark) {
    Token first = tokens.get(mark);
    return next == mark ? "" : text.substring(first.from(), tokens.get(next - 1).to());
  }

  /// The beginning of the text from a mark to here, in one line.
  String shownSince(int mark) {
    String first = since(mark).lines().findFirst().orElse("").strip();
    return first.length() <= MAX_SHOWN ? first : first.substring(0, MAX_SHOWN) + "…";
  }
}
