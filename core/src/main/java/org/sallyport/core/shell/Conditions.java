package org.sallyport.core.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sallyport.core.shell.Token.Kind;
import org.sallyport.core.shell.Word.Piece;

/// Reads conditions: `[ … ]`, `[[ … ]]`, `test …`, and chains of them. Confined to its caller.
final class Conditions {
  /// The longest chain.
  private static final int MAX_TESTS = 16;

  private static final Set<String> TESTS = Set.of("[", "[[", "test");

  private final Tokens tokens;

  Conditions(Tokens tokens) {
    this.tokens = tokens;
  }

  /// The condition of an `if`, whose `then` is taken, too.
  Condition ofIf(int line) throws ShellSyntax {
    int start = tokens.mark();
    Optional<Condition> condition = chain();
    while (tokens.peek().endsCommand() && !tokens.peek().is(Kind.END)) {
      tokens.skip();
    }
    if (condition.isPresent() && tokens.keyword().equals("then")) {
      tokens.skip();
      return condition.get();
    }
    tokens.back(start);
    while (!tokens.keyword().equals("then")) {
      if (tokens.peek().is(Kind.END)) {
        throw new ShellSyntax(line, "an if without a then");
      }
      tokens.skip();
    }
    var opaque = new Condition.Opaque(tokens.shownSince(start));
    tokens.skip();
    return opaque;
  }

  /// Tests that `&&` and `||` connect. What is behind a last one of these stays with it.
  Optional<Condition> chain() {
    Optional<Condition> all = one();
    for (int tests = 1; all.isPresent(); tests++) {
      int mark = tokens.mark();
      Token operator = tokens.take();
      boolean and = operator.isOperator("&&");
      tokens.skipLineEnds();
      if ((!and && !operator.isOperator("||")) || !beginsTest()) {
        tokens.back(mark);
        return all;
      }
      if (tests == MAX_TESTS) {
        return Optional.empty();
      }
      Condition first = all.get();
      all =
          one()
              .map(second ->
                  and ? new Condition.Both(first, second) : new Condition.Either(first, second));
    }
    return all;
  }

  private boolean beginsTest() {
    return TESTS.contains(tokens.keyword()) || tokens.keyword().equals("!");
  }

  private Optional<Condition> one() {
    if (tokens.keyword().equals("!")) {
      tokens.skip();
      return test().map(Condition.Not::new);
    }
    return test();
  }

  private Optional<Condition> test() {
    String opening = tokens.keyword();
    if (!TESTS.contains(opening)) {
      return Optional.empty();
    }
    tokens.skip();
    String closing = opening.equals("test") ? "" : "]".repeat(opening.length());
    var words = new ArrayList<Word>();
    while (tokens.peek().is(Kind.WORD) && !tokens.keyword().equals(closing)) {
      words.add(tokens.take().word());
    }
    if (closing.isEmpty()) {
      return of(words);
    }
    if (!tokens.keyword().equals(closing)) {
      return Optional.empty();
    }
    tokens.skip();
    return of(words);
  }

  private static Optional<Condition> of(List<Word> words) {
    boolean negated = words.size() > 1 && words.getFirst().bare().equals("!");
    return negated ? plain(words.subList(1, words.size())).map(Condition.Not::new) : plain(words);
  }

  private static Optional<Condition> plain(List<Word> words) {
    return switch (words.size()) {
      case 1 -> Optional.of(new Condition.Not(new Condition.Empty(words.getFirst())));
      case 2 -> unary(words.getFirst().bare(), words.getLast());
      case 3 -> binary(words.getFirst(), words.get(1).bare(), words.getLast());
      default -> Optional.empty();
    };
  }

  private static Optional<Condition> unary(String operator, Word word) {
    return switch (operator) {
      case "-n" -> Optional.of(new Condition.Not(new Condition.Empty(word)));
      case "-z" -> Optional.of(new Condition.Empty(word));
      case "-e", "-f", "-r" -> Optional.of(new Condition.Exists(word));
      default -> Optional.empty();
    };
  }

  private static Optional<Condition> binary(Word one, String operator, Word other) {
    if (isPattern(other)) {
      return Optional.empty();
    }
    return switch (operator) {
      case "=", "==", "-eq" -> Optional.of(new Condition.Same(one, other));
      case "!=", "-ne" -> Optional.of(new Condition.Not(new Condition.Same(one, other)));
      default -> Optional.empty();
    };
  }

  private static boolean isPattern(Word word) {
    return word.pieces().stream()
        .anyMatch(
            piece -> piece instanceof Piece.Bare(var text) && text.matches("(?s).*[*?\\[].*"));
  }
}
