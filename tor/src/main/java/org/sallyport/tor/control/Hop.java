package org.sallyport.tor.control;

import java.util.ArrayList;
import java.util.List;

/// One relay of a circuit's path: fingerprint in hex without `$`, and nickname ("" if not shown).
public record Hop(String fingerprint, String nickname) {
  /// Parses `$FP~nick,$FP=nick,$FP`; "" is an empty path.
  static List<Hop> parsePath(String text) {
    var path = new ArrayList<Hop>();
    for (String hop : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      path.add(parse(hop));
    }
    return List.copyOf(path);
  }

  private static Hop parse(String text) {
    String name = text.startsWith("$") ? text.substring(1) : text;
    int separator = Math.max(name.indexOf('~'), name.indexOf('='));
    return separator < 0
        ? new Hop(name, "")
        : new Hop(name.substring(0, separator), name.substring(separator + 1));
  }
}
