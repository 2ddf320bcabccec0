package org.sallyport.cli.proxy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A text of groups and keys, as KConfig and GLib's key files have them, changed line by line: what
/// is not asked for stays as it is, comments and order too.
///
/// Laws: after [#with] the key has that line and no other; [#without] takes back what `with` added
/// where nothing was, the group included; other keys keep their lines.
///
/// @param lines without their LF
record IniText(List<String> lines) {
  /// A text without lines.
  static final IniText EMPTY = new IniText(List.of());

  private static final Pattern GROUP = Pattern.compile("\\s*\\[(.*)]\\s*");

  /// Options that KConfig writes behind a key: `[$i]` (nobody may change it), `[$e]` (variables).
  private static final Pattern OPTIONS = Pattern.compile("\\s*\\[\\$[a-z]+]\\s*$");

  /// A key.
  ///
  /// @param group the name of its group
  /// @param name its own
  record Key(String group, String name) {
    /// The line that gives it a value.
    String line(String value) {
      return name + "=" + value;
    }
  }

  IniText {
    lines = List.copyOf(lines);
  }

  static IniText of(String text) {
    return new IniText(text.lines().toList());
  }

  /// The text, with an LF behind each line.
  String text() {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }

  /// Whether there is nothing in it.
  boolean isBlank() {
    return lines.stream().allMatch(String::isBlank);
  }

  /// The line of a key; the last, if it has several.
  Optional<String> line(Key key) {
    return indexes(key).stream().reduce((_, last) -> last).map(lines::get);
  }

  /// The value of a key.
  Optional<String> value(Key key) {
    return line(key).map(line -> line.substring(line.indexOf('=') + 1).strip());
  }

  /// The text with that line for the key: in its old place, else at the end of its group.
  IniText with(Key key, String line) {
    List<Integer> old = indexes(key);
    if (old.isEmpty()) {
      return changed(all -> append(all, key, line));
    }
    return changed(all -> {
      all.set(old.getFirst(), line);
      return removed(all, old.subList(1, old.size()));
    });
  }

  /// The text without the key, and without its group if nothing else is in it.
  IniText without(Key key) {
    List<Integer> old = indexes(key);
    return old.isEmpty() ? this : changed(all -> removed(all, old)).withoutEmpty(key.group());
  }

  private IniText changed(UnaryOperator<List<String>> change) {
    return new IniText(change.apply(new ArrayList<>(lines)));
  }

  private List<String> append(List<String> all, Key key, String line) {
    int header = header(key.group());
    if (header >= 0) {
      all.add(endOfGroup(header), line);
      return all;
    }
    if (!isBlank()) {
      all.add("");
    }
    all.add("[" + key.group() + "]");
    all.add(line);
    return all;
  }

  private static List<String> removed(List<String> all, List<Integer> indexes) {
    indexes.reversed().forEach(index -> all.remove((int) index));
    return all;
  }

  private IniText withoutEmpty(String group) {
    int header = header(group);
    if (header < 0 || endOfGroup(header) > header + 1) {
      return this;
    }
    boolean blankBefore = header > 0 && lines.get(header - 1).isBlank();
    return changed(all -> {
      all.subList(blankBefore ? header - 1 : header, header + 1).clear();
      return all;
    });
  }

  private int header(String group) {
    return IntStream.range(0, lines.size())
        .filter(i -> group.equals(group(lines.get(i))))
        .findFirst()
        .orElse(-1);
  }

  /// Behind the last line of the group that is not blank.
  private int endOfGroup(int header) {
    int end = header + 1;
    for (int i = end; i < lines.size() && group(lines.get(i)) == null; i++) {
      if (!lines.get(i).isBlank()) {
        end = i + 1;
      }
    }
    return end;
  }

  private List<Integer> indexes(Key key) {
    var found = new ArrayList<Integer>();
    String current = "";
    for (int i = 0; i < lines.size(); i++) {
      String group = group(lines.get(i));
      if (group != null) {
        current = group;
      } else if (current.equals(key.group()) && key.name().equals(name(lines.get(i)))) {
        found.add(i);
      }
    }
    return found;
  }

  private static @Nullable String group(String line) {
    var matcher = GROUP.matcher(line);
    return matcher.matches() ? matcher.group(1) : null;
  }

  private static @Nullable String name(String line) {
    int equals = line.indexOf('=');
    return equals < 0 || line.stripLeading().startsWith("#")
        ? null
        : OPTIONS.matcher(line.substring(0, equals)).replaceFirst("").strip();
  }
}
