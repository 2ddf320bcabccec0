package org.sallyport.core.shell;

import java.util.List;
import java.util.Set;

/// One statement of a file.
sealed interface Statement {
  /// Where it begins, from 1.
  int line();

  /// `NAME=VALUE`, `NAME+=VALUE`, `NAME[KEY]=VALUE`.
  ///
  /// @param name of the variable, or `NAME[KEY]`
  record Assignment(int line, String name, Mode mode, Word value) implements Statement {
    /// What becomes of the value before.
    enum Mode {
      /// It is replaced.
      SET,
      /// The new one is put behind it.
      ADD
    }
  }

  /// `if`, or `TEST && …`, `TEST || …`.
  record Branch(int line, Condition condition, List<Statement> then, List<Statement> otherwise)
      implements Statement {
    public Branch {
      then = List.copyOf(then);
      otherwise = List.copyOf(otherwise);
    }
  }

  /// `return` or `exit`: the rest of the file does not count.
  record Stop(int line) implements Statement {}

  /// Anything else.
  ///
  /// @param text its beginning
  /// @param names variables that it may assign
  record Unknown(int line, String text, Set<String> names) implements Statement {
    public Unknown {
      names = Set.copyOf(names);
    }
  }
}
