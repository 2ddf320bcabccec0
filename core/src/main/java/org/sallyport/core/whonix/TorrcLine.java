package org.sallyport.core.whonix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// One option of a torrc file (tor(1), "The configuration file format").
///
/// @param option its name in lower case, without the `+` or `/` before it
/// @param said its name as it is written, its value, its place
record TorrcLine(String option, Said said) {
  /// The options of a file, in their order. A `\` joins lines, a `#` begins a comment.
  static List<TorrcLine> of(SettingsFile file) {
    var lines = new ArrayList<TorrcLine>();
    var joined = new StringBuilder();
    int begin = 1;
    int number = 0;
    for (String raw : file.text().split("\n", -1)) {
      number++;
      boolean comment = raw.strip().startsWith("#");
      boolean goesOn = !comment && raw.endsWith("\\");
      String more = goesOn ? raw.substring(0, raw.length() - 1) : comment ? "" : raw;
      joined.append(joined.isEmpty() ? "" : " ").append(more);
      if (!goesOn && !(comment && !joined.toString().isBlank())) {
        line(joined.toString(), file.path() + ":" + begin, lines);
        joined.setLength(0);
        begin = number + 1;
      }
    }
    line(joined.toString(), file.path() + ":" + begin, lines);
    return List.copyOf(lines);
  }

  private static void line(String text, String place, List<TorrcLine> lines) {
    int comment = text.indexOf('#');
    String bare = (comment < 0 ? text : text.substring(0, comment)).strip();
    if (bare.isEmpty()) {
      return;
    }
    String[] halves = bare.split("[ \t\r]+", 2);
    String value = halves.length == 2 ? unquoted(halves[1].strip()) : "";
    String option = halves[0].replaceFirst("^[+/]", "").toLowerCase(Locale.ROOT);
    lines.add(new TorrcLine(option, Said.certainly(halves[0], value, place)));
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1") : value;
  }

  /// The words of the value.
  List<String> words() {
    return Arrays.stream(said.value().split("\\s+", -1)).filter(word -> !word.isEmpty()).toList();
  }

  /// What may be shown of it: values can be secrets.
  Said scrubbed() {
    return Said.certainly(said.name(), "", said.place());
  }
}
