package org.sallyport.core.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.sallyport.core.shell.Token.Kind;

/// Makes statements of tokens. What is outside of the subset is one statement that is not
/// understood, up to its own end. Confined to its caller.
final class Parser {
  /// How deep conditions may be nested.
  static final int MAX_DEPTH = 32;

  private static final Set<String> OPENING =
      Set.of("if", "for", "while", "until", "select", "case", "{");
  private static final Set<String> CLOSING = Set.of("fi", "done", "esac", "}");
  private static final Set<String> BEFORE_COMMAND =
      Set.of("then", "else", "elif", "do", "{", "!", "if", "while", "until");
  private static final Set<String> DECLARING = Set.of("export", "declare", "typeset", "readonly");
  private static final Pattern ASSIGNED =
      Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)(?:\\[[^\\]=\n]*])?\\+?=");

  private final Tokens tokens;
  private final Conditions conditions;

  private Parser(Tokens tokens) {
    this.tokens = tokens;
    this.conditions = new Conditions(tokens);
  }

  /// The statements of a text.
  static List<Statement> statements(String text) throws ShellSyntax {
    return new Parser(new Tokens(text)).list(Set.of(), 0);
  }

  /// Statements up to one of the keywords, which stays.
  private List<Statement> list(Set<String> ends, int depth) throws ShellSyntax {
    var statements = new ArrayList<Statement>();
    while (!tokens.peek().is(Kind.END)) {
      if (tokens.peek().endsCommand()) {
        tokens.skip();
      } else if (ends.contains(tokens.keyword())) {
        return statements;
      } else {
        statements.addAll(statement(depth));
      }
    }
    if (!ends.isEmpty()) {
      throw new ShellSyntax(tokens.peek().line(), "an if that no fi ends");
    }
    return statements;
  }

  private List<Statement> statement(int depth) throws ShellSyntax {
    String keyword = tokens.keyword();
    return switch (keyword) {
      case "if" -> {
        Statement branch = branch(depth + 1);
        tokens.skip();
        yield List.of(branch);
      }
      case "[", "[[", "test" -> test();
      case "then", "else", "elif", "fi", "do", "done", "esac", "}" ->
          throw new ShellSyntax(tokens.peek().line(), keyword + " without its beginning");
      case "for", "while", "until", "select", "case", "{", "function" ->
          List.of(unknown(tokens.mark()));
      default -> simple();
    };
  }

  /// `if` or `elif`, up to the `fi`, which stays.
  private Statement branch(int depth) throws ShellSyntax {
    int line = tokens.take().line();
    if (depth > MAX_DEPTH) {
      throw new ShellSyntax(line, "a condition inside of " + MAX_DEPTH + " others");
    }
    Condition condition = conditions.ofIf(line);
    List<Statement> then = list(Set.of("elif", "else", "fi"), depth);
    return switch (tokens.keyword()) {
      case "elif" -> new Statement.Branch(line, condition, then, List.of(branch(depth + 1)));
      case "else" -> {
        tokens.skip();
        yield new Statement.Branch(line, condition, then, list(Set.of("fi"), depth));
      }
      default -> new Statement.Branch(line, condition, then, List.of());
    };
  }

  /// `TEST && COMMAND`, `TEST || COMMAND`.
  private List<Statement> test() {
    int start = tokens.mark();
    int line = tokens.peek().line();
    Optional<Condition> condition = conditions.chain();
    if (condition.isPresent() && tokens.peek().endsCommand()) {
      return List.of();
    }
    Token operator = tokens.take();
    tokens.skipLineEnds();
    if (condition.isPresent() && tokens.peek().is(Kind.WORD) && !isKeyword(tokens.keyword())) {
      List<Statement> guarded = simple();
      boolean known = guarded.stream().noneMatch(Statement.Unknown.class::isInstance);
      if (known && operator.isOperator("&&")) {
        return List.of(new Statement.Branch(line, condition.get(), guarded, List.of()));
      }
      if (known && operator.isOperator("||")) {
        return List.of(new Statement.Branch(line, condition.get(), List.of(), guarded));
      }
    }
    return List.of(unknown(start));
  }

  private static boolean isKeyword(String word) {
    return OPENING.contains(word) || CLOSING.contains(word) || BEFORE_COMMAND.contains(word);
  }

  private List<Statement> simple() {
    int start = tokens.mark();
    int line = tokens.peek().line();
    var words = new ArrayList<Token>();
    while (tokens.peek().is(Kind.WORD)) {
      words.add(tokens.take());
    }
    if (words.isEmpty() || !tokens.peek().endsCommand()) {
      return List.of(unknown(start));
    }
    return switch (words.getFirst().word().bare()) {
      case "return", "exit" -> List.of(new Statement.Stop(line));
      case "true", ":" -> List.of();
      default -> assignments(words).orElseGet(() -> List.of(unknown(start)));
    };
  }

  private static Optional<List<Statement>> assignments(List<Token> words) {
    boolean declares = DECLARING.contains(words.getFirst().word().bare());
    var statements = new ArrayList<Statement>();
    for (Token token : declares ? words.subList(1, words.size()) : words) {
      Optional<Statement.Assignment> assignment = token.word().assignment(token.line());
      boolean changesNothing =
          declares && token.word().bare().matches("-[aAgrx]+|[A-Za-z_][A-Za-z0-9_]*");
      if (assignment.isEmpty() && !changesNothing) {
        return Optional.empty();
      }
      assignment.ifPresent(statements::add);
    }
    return Optional.of(statements);
  }

  /// All up to the end of the command that begins at the mark, with what is nested in it.
  private Statement unknown(int start) {
    tokens.back(start);
    int line = tokens.peek().line();
    var region = new Region(tokens.keyword().equals("function"));
    do {
      region.add(tokens.take());
    } while (!tokens.peek().is(Kind.END) && (region.isOpen() || !tokens.peek().endsCommand()));
    Set<String> names =
        ASSIGNED
            .matcher(tokens.since(start))
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toSet());
    return new Statement.Unknown(line, tokens.shownSince(start), names);
  }

  /// How much of what began in a statement has not ended. Confined to its caller.
  private static final class Region {
    private final boolean ofFunction;
    private int commands;
    private int brackets;
    private boolean first = true;

    /// @param ofFunction whether it begins with the word `function`: the body is behind a name
    Region(boolean ofFunction) {
      this.ofFunction = ofFunction;
    }

    void add(Token token) {
      String keyword = first || ofFunction ? token.word().bare() : "";
      commands += OPENING.contains(keyword) ? 1 : 0;
      commands -= CLOSING.contains(keyword) ? 1 : 0;
      if (token.isOperator("(")) {
        brackets++;
      } else if (token.isOperator(")") && brackets > 0) {
        brackets--;
      } else if (token.isOperator("<<")) {
        brackets = Integer.MAX_VALUE / 2;
      }
      first = !token.is(Kind.WORD) || BEFORE_COMMAND.contains(keyword);
    }

    /// Behind `<<` nobody knows where the text ends that is none of the shell's.
    boolean isOpen() {
      return commands > 0 || brackets > 0;
    }
  }
}
