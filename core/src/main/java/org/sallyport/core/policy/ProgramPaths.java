package org.sallyport.core.policy;

import java.util.List;

/// The programs that are one application, as the configuration names them.
///
/// @param executables absolute paths of programs, or of scripts
/// @param scripts absolute paths of scripts, whatever interpreter runs them
/// @param desktop desktop ids, such as `org.mozilla.firefox`: the programs of that `.desktop` file
public record ProgramPaths(List<String> executables, List<String> scripts, List<String> desktop) {
  /// None: the application is known by the name of its launch only.
  public static final ProgramPaths NONE = new ProgramPaths(List.of(), List.of(), List.of());

  public ProgramPaths {
    executables = List.copyOf(executables);
    scripts = List.copyOf(scripts);
    desktop = List.copyOf(desktop);
  }
}
