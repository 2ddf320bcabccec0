package org.sallyport.gateway.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sallyport.gateway.config.ConfigReader.Place;
import org.sallyport.gateway.config.ConfigReader.Problems;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/// One table of the file, read key by key. A value of the wrong type is a problem and counts as
/// absent, so that reading goes on and finds the next one.
final class Section {
  private static final Place START = new Place(1, 1);
  private static final int MAX_SUGGESTION_DISTANCE = 3;

  private final TomlTable table;
  private final List<String> path;
  private final Problems problems;

  Section(TomlTable table, List<String> path, Problems problems) {
    this.table = table;
    this.path = path;
    this.problems = problems;
  }

  Set<String> keys() {
    return new TreeSet<>(table.keySet());
  }

  /// Every key that is not in the list is a problem.
  void refuseUnknown(Set<String> known) {
    for (String key : keys()) {
      if (!known.contains(key)) {
        problem(key, "unknown key" + suggestion(key, known));
      }
    }
  }

  /// The table of that name; an empty one if absent.
  Section section(String key) {
    Object value = table.get(List.of(key));
    if (value instanceof TomlTable inner) {
      return new Section(inner, below(key), problems);
    }
    if (value != null) {
      problem(key, "expected a table [" + String.join(".", below(key)) + "]");
    }
    return new Section(org.tomlj.Toml.parse(""), below(key), problems);
  }

  /// The tables of an array of tables; empty if absent.
  List<Section> sections(String key) {
    var result = new ArrayList<Section>();
    if (table.get(List.of(key)) instanceof TomlArray array) {
      for (int i = 0; i < array.size(); i++) {
        if (array.get(i) instanceof TomlTable inner) {
          result.add(new Section(inner, below(key), problems));
        }
      }
    } else if (table.get(List.of(key)) != null) {
      problem(key, "expected an array of tables [[" + String.join(".", below(key)) + "]]");
    }
    return result;
  }

  Optional<String> string(String key) {
    return value(key, String.class, "a string");
  }

  Optional<Boolean> bool(String key) {
    return value(key, Boolean.class, "true or false");
  }

  /// A whole number within the bounds; another one is a problem.
  Optional<Integer> integer(String key, int min, int max) {
    Optional<Long> number = value(key, Long.class, "a whole number");
    if (number.isPresent() && (number.get() < min || number.get() > max)) {
      problem(key, number.get() + " (expected: " + min + " to " + max + ")");
      return Optional.empty();
    }
    return number.map(Long::intValue);
  }

  /// Whole numbers within the bounds; another one is a problem.
  List<Integer> integers(String key, int min, int max) {
    var result = new ArrayList<Integer>();
    value(key, TomlArray.class, "an array of whole numbers")
        .ifPresent(array -> {
          for (int i = 0; i < array.size(); i++) {
            if (array.get(i) instanceof Long number && number >= min && number <= max) {
              result.add(number.intValue());
            } else {
              problem(key, "entry " + (i + 1) + " (expected: " + min + " to " + max + ")");
            }
          }
        });
    return result;
  }

  List<String> strings(String key) {
    var result = new ArrayList<String>();
    value(key, TomlArray.class, "an array of strings")
        .ifPresent(array -> {
          for (int i = 0; i < array.size(); i++) {
            if (array.get(i) instanceof String text) {
              result.add(text);
            } else {
              problem(key, "entry " + (i + 1) + " is not a string");
            }
          }
        });
    return result;
  }

  /// A constant of the enum by its name in lower case with dashes.
  <E extends Enum<E>> E choice(String key, E fallback) {
    Optional<String> text = string(key);
    if (text.isEmpty()) {
      return fallback;
    }
    var names = new ArrayList<String>();
    for (E constant : fallback.getDeclaringClass().getEnumConstants()) {
      String name = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (name.equals(text.get())) {
        return constant;
      }
      names.add("\"" + name + "\"");
    }
    problem(key, "\"" + text.get() + "\" (expected: " + String.join(", ", names) + ")");
    return fallback;
  }

  void problem(String key, String message) {
    problems.add(place(key), String.join(".", below(key)), message);
  }

  private <T> Optional<T> value(String key, Class<T> type, String expected) {
    Object value = table.get(List.of(key));
    if (value != null && !type.isInstance(value)) {
      problem(key, "expected " + expected);
      return Optional.empty();
    }
    return Optional.ofNullable(value).map(type::cast);
  }

  private List<String> below(String key) {
    var result = new ArrayList<>(path);
    result.add(key);
    return List.copyOf(result);
  }

  private Place place(String key) {
    @Nullable TomlPosition at = table.inputPositionOf(List.of(key));
    return at == null ? START : new Place(at.line(), at.column());
  }

  private static String suggestion(String key, Set<String> known) {
    String all = known.stream().sorted().collect(Collectors.joining(", "));
    return known.stream()
        .filter(candidate -> distance(key, candidate) <= MAX_SUGGESTION_DISTANCE)
        .min(java.util.Comparator.comparingInt(candidate -> distance(key, candidate)))
        .map(candidate -> " (did you mean " + candidate + "?)")
        .orElse(" (known: " + all + ")");
  }

  /// Levenshtein distance.
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitute = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substitute, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
