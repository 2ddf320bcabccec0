package org.sallyport.linux.attribution;

/// What an interpreter's command line says that it runs.
sealed interface ScriptArgument {
  /// A file, as written: perhaps relative to the working directory.
  record File(String path) implements ScriptArgument {}

  /// A module of Python that is looked up by name.
  record Module(String name) implements ScriptArgument {}

  /// A class of Java that is looked up in a class path.
  record MainClass(String name, String classPath) implements ScriptArgument {}

  /// Code on the command line, standard input, or nothing: the interpreter itself is the program.
  record None() implements ScriptArgument {}
}
