package org.sallyport.core.shell;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.sallyport.core.shell.Statement.Assignment;
import org.sallyport.core.shell.Variable.Certainty;
import org.sallyport.core.shell.Word.Piece;

/// Goes through statements and remembers what variables hold. A branch is gone through for certain,
/// not at all, or, if its condition cannot be evaluated, in doubt: then its assignments change no
/// value, but the variables are in doubt. Confined to its caller.
final class Evaluation {
  /// The longest value; one that doubles itself line by line is cut off here.
  static final int MAX_VALUE = 16_384;

  /// The most characters of all values that are ever assigned.
  static final int MAX_KEPT = 1 << 20;

  private final World world;
  private final Map<String, Variable> variables = new TreeMap<>();
  private final Map<String, String> before;
  private final List<Doubt> doubts = new ArrayList<>();

  /// Variables whose value may be another one, arrays without their keys.
  private final Set<String> doubted = new HashSet<>();

  private final Set<String> used = new HashSet<>();
  private String file = "";
  private int kept;

  Evaluation(World world) {
    this.world = world;
    this.before = new HashMap<>(world.variables());
  }

  Settings settings() {
    variables.replaceAll((name, variable) -> isDoubted(name) ? variable.inDoubt() : variable);
    return new Settings(variables, doubts, used);
  }

  private boolean isDoubted(String name) {
    int bracket = name.indexOf('[');
    return doubted.contains(bracket < 0 ? name : name.substring(0, bracket));
  }

  /// How sure it is that a statement counts.
  private enum Flow {
    CERTAIN,
    IN_DOUBT,
    STOPPED
  }

  void read(ShellFile source) {
    file = source.path();
    try {
      Flow _ = run(Parser.statements(source.text()), Flow.CERTAIN);
    } catch (ShellSyntax e) {
      doubts.add(
          new Doubt(
              new Origin(file, e.line()),
              e.words(),
              "no shell could read this file, so nothing of it counts",
              Set.of()));
    }
  }

  private Flow run(List<Statement> statements, Flow start) {
    Flow flow = start;
    for (Statement statement : statements) {
      if (flow == Flow.STOPPED) {
        return flow;
      }
      flow = run(statement, flow);
    }
    return flow;
  }

  private Flow run(Statement statement, Flow flow) {
    return switch (statement) {
      case Assignment assignment -> {
        assign(assignment, flow);
        yield flow;
      }
      case Statement.Stop _ -> Flow.STOPPED;
      case Statement.Unknown(var line, var text, var names) -> {
        doubt(line, text, "outside of the subset of shell that is read", names);
        yield flow;
      }
      case Statement.Branch branch -> branch(branch, flow);
    };
  }

  private Flow branch(Statement.Branch branch, Flow flow) {
    Optional<Boolean> holds = holds(branch.condition());
    if (holds.isPresent()) {
      return run(holds.get() ? branch.then() : branch.otherwise(), flow);
    }
    String text = branch.condition() instanceof Condition.Opaque(var opaque) ? opaque : "if …";
    doubt(branch.line(), text, "this condition cannot be evaluated here", Set.of());
    Flow one = run(branch.then(), Flow.IN_DOUBT);
    Flow other = run(branch.otherwise(), Flow.IN_DOUBT);
    boolean stops = one == Flow.STOPPED && other == Flow.STOPPED;
    boolean mayStop = one == Flow.STOPPED || other == Flow.STOPPED;
    return stops ? Flow.STOPPED : mayStop ? Flow.IN_DOUBT : flow;
  }

  private void assign(Assignment assignment, Flow flow) {
    var origin = new Origin(file, assignment.line());
    String name = assignment.name();
    Optional<String> added = text(assignment.value());
    Optional<String> old = assignment.mode() == Assignment.Mode.ADD ? held(name) : Optional.of("");
    Optional<String> value =
        added.flatMap(more -> old.map(text -> text + more)).filter(this::hasRoomFor);
    if (value.isPresent() && flow == Flow.CERTAIN) {
      kept += value.get().length();
      variables.put(name, new Variable(value.get(), origin, Certainty.CERTAIN));
      doubted.remove(name);
      return;
    }
    int bracket = name.indexOf('[');
    String variable = bracket < 0 ? name : name.substring(0, bracket);
    String shown = name + (assignment.mode() == Assignment.Mode.ADD ? "+=" : "=");
    String reason =
        flow == Flow.CERTAIN
            ? "only a shell could find out what it is"
            : "whether it counts cannot be found out here";
    doubt(assignment.line(), shown + assignment.value(), reason, Set.of(variable));
  }

  private void doubt(int line, String text, String reason, Set<String> names) {
    var origin = new Origin(file, line);
    doubts.add(new Doubt(origin, text.lines().findFirst().orElse(""), reason, names));
    doubted.addAll(names);
  }

  private boolean hasRoomFor(String value) {
    return value.length() <= MAX_VALUE && kept + value.length() <= MAX_KEPT;
  }

  /// What a variable holds; "" if nobody has assigned it; nothing if that cannot be known.
  private Optional<String> held(String name) {
    if (isDoubted(name)) {
      return Optional.empty();
    }
    Variable variable = variables.get(name);
    return Optional.of(variable == null ? before.getOrDefault(name, "") : variable.value());
  }

  private Optional<String> text(Word word) {
    var text = new StringBuilder();
    for (Piece piece : word.pieces()) {
      Optional<String> more =
          switch (piece) {
            case Piece.Bare(var bare) ->
                bare.startsWith("~") ? Optional.empty() : Optional.of(bare);
            case Piece.Quoted(var quoted) -> Optional.of(quoted);
            case Piece.UserNumber(var user) -> Optional.of(user);
            case Piece.Variable(var name, var otherwise) -> {
              used.add(name);
              yield held(name).map(held -> held.isEmpty() ? otherwise : held);
            }
            case Piece.Opaque _ -> Optional.empty();
          };
      if (more.isEmpty() || text.length() + more.get().length() > MAX_VALUE) {
        return Optional.empty();
      }
      text.append(more.get());
    }
    return Optional.of(text.toString());
  }

  private Optional<Boolean> holds(Condition condition) {
    return switch (condition) {
      case Condition.Same(var one, var other) ->
          text(one).flatMap(left -> text(other).map(left::equals));
      case Condition.Empty(var word) -> text(word).map(String::isEmpty);
      case Condition.Exists(var path) ->
          text(path).flatMap(name -> Optional.ofNullable(world.files().get(name)));
      case Condition.Not(var inner) -> holds(inner).map(held -> !held);
      case Condition.Both(var one, var other) -> both(holds(one), holds(other), false);
      case Condition.Either(var one, var other) -> both(holds(one), holds(other), true);
      case Condition.Opaque _ -> Optional.empty();
    };
  }

  /// One side alone decides if it has the deciding value.
  private static Optional<Boolean> both(
      Optional<Boolean> one, Optional<Boolean> other, Boolean deciding) {
    Optional<Boolean> decided = Optional.of(deciding);
    if (one.equals(decided) || other.equals(decided)) {
      return decided;
    }
    return one.isPresent() && other.isPresent() ? Optional.of(!deciding) : Optional.empty();
  }
}
