package org.sallyport.core.whonix;

import java.util.List;

/// What an import comes to.
///
/// @param toml the configuration
/// @param findings what became of each setting, in the order of the files
/// @param commands what else to do, where the configuration is not the place
public record Imported(String toml, List<Finding> findings, List<String> commands) {
  public Imported {
    findings = List.copyOf(findings);
    commands = List.copyOf(commands);
  }
}
