package org.sallyport.linux.sandbox;

import java.util.Map;

/// One program in one sandbox with its environment.
///
/// @param sandbox what it sees of the machine
/// @param program what to run
/// @param environment all its variables; see [SandboxEnvironment]
public record Launch(SandboxSpec sandbox, Program program, Map<String, String> environment) {
  public Launch {
    environment = Map.copyOf(environment);
  }
}
