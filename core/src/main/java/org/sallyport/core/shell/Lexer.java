package org.sallyport.core.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sallyport.core.shell.Word.Piece;

/// Divides a text into tokens. Confined to its caller.
final class Lexer {
  /// The longest expansion that is understood.
  private static final int MAX_EXPANSION = 4096;

  private static final String OPERATORS = ";&|()<>";
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern PARAMETER =
      Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_]*)(:?-([^$`\"'\\\\{}]*))?}");
  private static final Pattern USER_NUMBER =
      Pattern.compile("\\(\\s*id\\s+-u\\s+[\"']?([a-z_][a-z0-9_-]{0,31})[\"']?\\s*\\)");

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private final List<Piece> pieces = new ArrayList<>();
  private final StringBuilder bare = new StringBuilder();
  private int at;
  private int line = 1;

  private Lexer(String text) {
    this.text = text;
  }

  /// The tokens of a text; the last one is the end.
  static List<Token> tokens(String text) throws ShellSyntax {
    var lexer = new Lexer(text);
    lexer.run();
    return List.copyOf(lexer.tokens);
  }

  private void run() throws ShellSyntax {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n') {
        tokens.add(Token.newline(line, at));
        at++;
        line++;
      } else if (c == ' ' || c == '\t') {
        at++;
      } else if (isContinuation()) {
        skipContinuation();
      } else if (c == '#') {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (OPERATORS.indexOf(c) >= 0) {
        operator(c);
      } else {
        word();
      }
    }
    tokens.add(Token.end(line, at));
  }

  private boolean isContinuation() {
    return text.startsWith("\\\n", at);
  }

  private void skipContinuation() {
    at += 2;
    line++;
  }

  private void operator(char c) {
    boolean twice = at + 1 < text.length() && text.charAt(at + 1) == c && c != '(' && c != ')';
    String operator = twice ? "" + c + c : "" + c;
    tokens.add(Token.operator(line, at, operator));
    at += operator.length();
  }

  private void word() throws ShellSyntax {
    int from = at;
    int start = line;
    pieces.clear();
    while (at < text.length() && !endsWord(text.charAt(at))) {
      char c = text.charAt(at);
      if (isContinuation()) {
        skipContinuation();
      } else {
        switch (c) {
          case '\'' -> singleQuoted();
          case '"' -> doubleQuoted();
          case '\\' -> escaped();
          case '$' -> expansion();
          case '`' -> substitution();
          default -> {
            bare.append(c);
            at++;
          }
        }
      }
    }
    endBare();
    tokens.add(Token.word(start, from, at, new Word(pieces)));
  }

  private static boolean endsWord(char c) {
    return c == ' ' || c == '\t' || c == '\n' || OPERATORS.indexOf(c) >= 0;
  }

  private void add(Piece piece) {
    endBare();
    pieces.add(piece);
  }

  private void endBare() {
    if (!bare.isEmpty()) {
      pieces.add(new Piece.Bare(bare.toString()));
      bare.setLength(0);
    }
  }

  private void singleQuoted() throws ShellSyntax {
    int end = text.indexOf('\'', at + 1);
    if (end < 0) {
      throw new ShellSyntax(line, "a quote ' that nothing ends");
    }
    add(new Piece.Quoted(text.substring(at + 1, end)));
    moveTo(end + 1);
  }

  private void escaped() throws ShellSyntax {
    if (at + 1 >= text.length()) {
      throw new ShellSyntax(line, "a \\ at the end of the file");
    }
    add(new Piece.Quoted(text.substring(at + 1, at + 2)));
    at += 2;
  }

  private void doubleQuoted() throws ShellSyntax {
    int start = line;
    add(new Piece.Quoted(""));
    at++;
    var quoted = new StringBuilder();
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at);
      if (isContinuation()) {
        skipContinuation();
      } else if (c == '\\'
          && at + 1 < text.length()
          && "$\"\\`".indexOf(text.charAt(at + 1)) >= 0) {
        quoted.append(text.charAt(at + 1));
        at += 2;
      } else if (c == '$' || c == '`') {
        add(new Piece.Quoted(quoted.toString()));
        quoted.setLength(0);
        quotedExpansion(c);
      } else {
        quoted.append(c);
        moveTo(at + 1);
      }
    }
    if (at >= text.length()) {
      throw new ShellSyntax(start, "a quote \" that nothing ends");
    }
    add(new Piece.Quoted(quoted.toString()));
    at++;
  }

  private void quotedExpansion(char c) throws ShellSyntax {
    if (c == '`') {
      substitution();
    } else {
      expansion();
    }
  }

  private void substitution() throws ShellSyntax {
    int end = text.indexOf('`', at + 1);
    if (end < 0) {
      throw new ShellSyntax(line, "a ` that nothing ends");
    }
    opaque(end + 1);
  }

  private void expansion() throws ShellSyntax {
    var variable = ahead(VARIABLE);
    var parameter = ahead(PARAMETER);
    var user = ahead(USER_NUMBER);
    if (variable.lookingAt()) {
      add(new Piece.Variable(variable.group(), ""));
      moveTo(variable.end());
    } else if (parameter.lookingAt()) {
      String otherwise = parameter.group(3);
      add(new Piece.Variable(parameter.group(1), otherwise == null ? "" : otherwise));
      moveTo(parameter.end());
    } else if (user.lookingAt()) {
      add(new Piece.UserNumber(user.group(1)));
      moveTo(user.end());
    } else if (text.startsWith("(", at + 1)) {
      opaque(closing('(', ')'));
    } else if (text.startsWith("{", at + 1)) {
      opaque(closing('{', '}'));
    } else {
      opaque(at + 1);
    }
  }

  private Matcher ahead(Pattern pattern) {
    int from = at + 1;
    return pattern.matcher(text).region(from, Math.min(text.length(), from + MAX_EXPANSION));
  }

  /// Behind the bracket that closes the one at the next place, quotes left out.
  private int closing(char opening, char closing) throws ShellSyntax {
    int depth = 0;
    for (int i = at + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\'' || c == '"') {
        int end = text.indexOf(c, i + 1);
        i = end < 0 ? text.length() : end;
      } else if (c == opening) {
        depth++;
      } else if (c == closing && --depth == 0) {
        return i + 1;
      }
    }
    throw new ShellSyntax(line, "a $" + opening + " that nothing ends");
  }

  private void opaque(int end) {
    add(new Piece.Opaque(text.substring(at, end)));
    moveTo(end);
  }

  private void moveTo(int end) {
    for (; at < end; at++) {
      if (text.charAt(at) == '\n') {
        line++;
      }
    }
  }
}
