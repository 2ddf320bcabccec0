package org.sallyport.linux.sandbox;

import java.nio.file.Path;
import java.util.Map;

/// One program in one sandbox with its environment.
///
/// @param sandbox what it sees of the machine
/// @param program what to run
/// @param environment all its variables; see [SandboxEnvironment]
/// @param options the file for the options of `bwrap`; see [LaunchCommand#writeOptions]
public record Launch(
    SandboxSpec sandbox, Program program, Map<String, String> environment, Path options) {
  public Launch {
    environment = Map.copyOf(environment);
  }
}
