package org.sallyport.testbed.world;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/// Renders maps, collections, strings, numbers and booleans as one line of JSON. Pure.
public final class JsonText {
  private static final char FIRST_PRINTABLE = ' ';

  private JsonText() {}

  /// The JSON of a value; anything that is no map, collection, number or boolean is its text.
  public static String of(Object value) {
    return switch (value) {
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(e -> string(e.getKey().toString()) + ": " + of(e.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
      case Collection<?> list ->
          list.stream().map(JsonText::of).collect(Collectors.joining(", ", "[", "]"));
      case Number number -> number.toString();
      case Boolean bool -> bool.toString();
      default -> string(value.toString());
    };
  }

  private static String string(String text) {
    var out = new StringBuilder("\"");
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < FIRST_PRINTABLE || c > '~') {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
