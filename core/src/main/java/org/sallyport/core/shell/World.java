package org.sallyport.core.shell;

import java.util.Map;

/// What is known of the machine that the files are about.
///
/// @param files paths of which it is known whether there is such a file
/// @param variables what others have assigned before the files are read
public record World(Map<String, Boolean> files, Map<String, String> variables) {
  public World {
    files = Map.copyOf(files);
    variables = Map.copyOf(variables);
  }
}
