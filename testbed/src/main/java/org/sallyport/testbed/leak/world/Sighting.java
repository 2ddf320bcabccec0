package org.sallyport.testbed.leak.world;

import java.util.ArrayList;
import java.util.List;

/// What one witness has seen since it was last asked.
///
/// @param leaked packets that no exit of the private network sent
/// @param throughTor connections that an exit opened, as it should be
/// @param examples the first of the leaked ones, in words
public record Sighting(long leaked, long throughTor, List<String> examples) {
  /// Nothing at all.
  public static final Sighting NOTHING = new Sighting(0, 0, List.of());

  /// The most examples that are kept of one probe.
  public static final int MAX_EXAMPLES = 3;

  public Sighting {
    examples = examples.stream().limit(MAX_EXAMPLES).toList();
  }

  /// Both together.
  public Sighting plus(Sighting other) {
    var all = new ArrayList<>(examples);
    all.addAll(other.examples);
    return new Sighting(leaked + other.leaked, throughTor + other.throughTor, all);
  }
}
