package org.sallyport.core.shell;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What some files say together.
///
/// @param variables by name; an element of an array is `NAME[KEY]`
/// @param doubts what is not understood, in the order of the files
/// @param used names of variables that values or conditions were made of
public record Settings(Map<String, Variable> variables, List<Doubt> doubts, Set<String> used) {
  public Settings {
    used = Set.copyOf(used);
    variables = Map.copyOf(variables);
    doubts = List.copyOf(doubts);
  }

  /// Reads files one after the other, as one shell would that sources them: the later one wins.
  ///
  /// @param world what the files may ask about
  public static Settings of(List<ShellFile> files, World world) {
    var evaluation = new Evaluation(world);
    for (ShellFile file : files) {
      evaluation.read(file);
    }
    return evaluation.settings();
  }

  /// What a variable holds, if anything assigned it.
  public Optional<Variable> variable(String name) {
    return Optional.ofNullable(variables.get(name));
  }
}
