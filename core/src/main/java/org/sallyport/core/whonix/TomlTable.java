package org.sallyport.core.whonix;

import java.util.LinkedHashMap;
import java.util.Map;

/// One table of a configuration, in the order in which its keys were put. Confined to its caller.
final class TomlTable {
  private final String heading;
  private final Map<String, TomlValue> values = new LinkedHashMap<>();

  /// @param heading with its brackets
  TomlTable(String heading) {
    this.heading = heading;
  }

  void put(String key, TomlValue value) {
    values.put(key, value);
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  String text() {
    var text = new StringBuilder(heading).append('\n');
    values.forEach(
        (key, value) -> text.append(key).append(" = ").append(value.toml()).append('\n'));
    return text.toString();
  }
}
