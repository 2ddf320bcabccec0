package org.sallyport.core.whonix;

import java.util.List;
import java.util.stream.Collectors;

/// A value as TOML writes it (TOML 1.0.0).
sealed interface TomlValue {
  /// `true` or `false`.
  record Flag(boolean on) implements TomlValue {}

  /// A string.
  record Text(String text) implements TomlValue {}

  /// An array of strings.
  record Texts(List<String> texts) implements TomlValue {
    public Texts {
      texts = List.copyOf(texts);
    }
  }

  /// A whole number.
  record Whole(int number) implements TomlValue {}

  /// An array of numbers of ports.
  record Ports(List<Integer> numbers) implements TomlValue {
    public Ports {
      numbers = List.copyOf(numbers);
    }
  }

  /// The value in TOML.
  default String toml() {
    return switch (this) {
      case Flag(var on) -> Boolean.toString(on);
      case Text(var text) -> quoted(text);
      case Texts(var texts) ->
          texts.stream().map(TomlValue::quoted).collect(Collectors.joining(", ", "[", "]"));
      case Whole(var number) -> Integer.toString(number);
      case Ports(var numbers) ->
          numbers.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
    };
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(c -> {
          if (c == '"' || c == '\\') {
            quoted.append('\\').appendCodePoint(c);
          } else if (c < ' ' || c == 0x7f || (c >= 0xd800 && c < 0xe000)) {
            quoted.append("\\u%04X".formatted(c < 0xd800 ? c : 0xfffd));
          } else {
            quoted.appendCodePoint(c);
          }
        });
    return quoted.append('"').toString();
  }
}
