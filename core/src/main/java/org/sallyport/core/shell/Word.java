package org.sallyport.core.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// One word of a command, in pieces, as quotes and expansions divide it (POSIX.1-2024, Shell
/// Command Language §2.2 and §2.6).
///
/// @param pieces one behind the other; none is the empty word
record Word(List<Piece> pieces) {
  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  Word {
    pieces = List.copyOf(pieces);
  }

  /// A part of a word.
  sealed interface Piece {
    /// Characters that stand for themselves, outside of quotes.
    record Bare(String text) implements Piece {}

    /// Characters in quotes.
    record Quoted(String text) implements Piece {}

    /// `$NAME`, `${NAME}`, `${NAME:-otherwise}`.
    record Variable(String name, String otherwise) implements Piece {}

    /// `$(id -u USER)`: the user's number. Here it stands for the user's name.
    record UserNumber(String user) implements Piece {}

    /// An expansion that only a shell could do.
    record Opaque(String text) implements Piece {}
  }

  /// The text of a word that has neither quotes nor expansions, such as a keyword; else "".
  String bare() {
    return pieces.size() == 1 && pieces.getFirst() instanceof Piece.Bare(var text) ? text : "";
  }

  /// What the word assigns, if it is an assignment.
  ///
  /// @param line where it stands
  Optional<Statement.Assignment> assignment(int line) {
    if (pieces.isEmpty() || !(pieces.getFirst() instanceof Piece.Bare(var first))) {
      return Optional.empty();
    }
    var name = PLAIN_NAME.matcher(first);
    if (!name.lookingAt()) {
      return Optional.empty();
    }
    var rest = new ArrayList<Piece>(pieces.subList(1, pieces.size()));
    rest.addFirst(new Piece.Bare(first.substring(name.end())));
    return first.startsWith("[", name.end())
        ? ofElement(line, name.group(), rest)
        : assigned(line, name.group(), rest);
  }

  /// `NAME[KEY]=VALUE`; the key must be plain.
  private static Optional<Statement.Assignment> ofElement(
      int line, String array, List<Piece> pieces) {
    var key = new StringBuilder();
    for (int i = 0; i < pieces.size(); i++) {
      switch (pieces.get(i)) {
        case Piece.Quoted(var text) -> key.append(text);
        case Piece.Bare(var text) -> {
          int end = text.indexOf(']');
          key.append(text, 0, end < 0 ? text.length() : end);
          if (end >= 0) {
            var rest = new ArrayList<Piece>(pieces.subList(i + 1, pieces.size()));
            rest.addFirst(new Piece.Bare(text.substring(end + 1)));
            return assigned(line, array + key + "]", rest);
          }
        }
        case Piece.Variable _, Piece.UserNumber _, Piece.Opaque _ -> {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Statement.Assignment> assigned(
      int line, String name, List<Piece> pieces) {
    if (!(pieces.getFirst() instanceof Piece.Bare(var operator))) {
      return Optional.empty();
    }
    boolean adds = operator.startsWith("+=");
    if (!adds && !operator.startsWith("=")) {
      return Optional.empty();
    }
    var value = new ArrayList<Piece>(pieces.subList(1, pieces.size()));
    String rest = operator.substring(adds ? 2 : 1);
    if (!rest.isEmpty()) {
      value.addFirst(new Piece.Bare(rest));
    }
    var mode = adds ? Statement.Assignment.Mode.ADD : Statement.Assignment.Mode.SET;
    return Optional.of(new Statement.Assignment(line, name, mode, new Word(value)));
  }

  /// The word as a reader would write it, without its quotes.
  @Override
  public String toString() {
    return pieces.stream()
        .map(piece ->
            switch (piece) {
              case Piece.Bare(var text) -> text;
              case Piece.Quoted(var text) -> text;
              case Piece.Variable(var name, var otherwise) ->
                  otherwise.isEmpty() ? "${" + name + "}" : "${" + name + ":-" + otherwise + "}";
              case Piece.UserNumber(var user) -> "$(id -u " + user + ")";
              case Piece.Opaque(var text) -> text;
            })
        .collect(Collectors.joining());
  }
}
