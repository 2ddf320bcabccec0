package org.sallyport.linux.attribution;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.sallyport.core.attribution.Program;

/// Reads what a process runs.
///
/// An executable that was deleted or exists in memory only has no name that means anything; neither
/// has a relative script that the process does not find where it stands now, nor a path that is no
/// text.
final class ProgramReader {
  private static final String DELETED = " (deleted)";
  private static final String IN_MEMORY = "/memfd:";
  private static final char NO_TEXT = '\uFFFD';

  private ProgramReader() {}

  /// What the process runs; empty if that has no name.
  static Optional<Program> read(ProcessFiles process) {
    Optional<String> executable = process.link("exe").filter(ProgramReader::isName);
    if (executable.isEmpty()) {
      return Optional.empty();
    }
    Optional<Interpreter> interpreter = Interpreter.of(executable.get());
    return interpreter.isEmpty()
        ? Optional.of(new Program(executable.get(), null))
        : process
            .commandLine()
            .flatMap(line -> named(process, executable.get(), interpreter.get().script(line)));
  }

  private static boolean isName(String path) {
    return path.startsWith("/")
        && !path.startsWith(IN_MEMORY)
        && !path.endsWith(DELETED)
        && path.indexOf(NO_TEXT) < 0;
  }

  private static Optional<Program> named(
      ProcessFiles process, String executable, ScriptArgument script) {
    return switch (script) {
      case ScriptArgument.None() -> Optional.of(new Program(executable, null));
      case ScriptArgument.File(var path) ->
          absolute(process, path).map(file -> new Program(executable, file));
      case ScriptArgument.Module(var name) ->
          absolute(process, name.replace('.', '/') + ".py")
              .or(() -> absolute(process, name.replace('.', '/')))
              .or(() -> Optional.of("module " + name))
              .map(module -> new Program(executable, module));
      case ScriptArgument.MainClass(var name, var classPath) ->
          process
              .link("cwd")
              .filter(ProgramReader::isName)
              .map(cwd -> "class " + name + " in " + classPath + " at " + cwd)
              .map(main -> new Program(executable, main));
    };
  }

  /// A file as an absolute path. An absolute one need not exist any more: it was not looked up
  /// relative to anything that can change.
  private static Optional<String> absolute(ProcessFiles process, String path) {
    try {
      if (path.startsWith("/")) {
        return Optional.of(Path.of(path).normalize().toString()).filter(ProgramReader::isName);
      }
      return process
          .link("cwd")
          .map(cwd -> Path.of(cwd).resolve(path).normalize().toString())
          .filter(ProgramReader::isName)
          .filter(process::sees);
    } catch (InvalidPathException _) {
      return Optional.empty();
    }
  }
}
