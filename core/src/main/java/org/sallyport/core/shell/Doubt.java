package org.sallyport.core.shell;

import java.util.Set;

/// A place of a file that is not understood.
///
/// @param origin where
/// @param text what stands there
/// @param reason why it is not understood
/// @param names variables that it may assign
public record Doubt(Origin origin, String text, String reason, Set<String> names) {
  public Doubt {
    names = Set.copyOf(names);
  }
}
