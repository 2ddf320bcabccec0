package org.sallyport.testbed.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// The rows of `docs/reference/security-properties.md`: each says one thing, and its last cell
/// names what shows it: tests as `Class` or `Class.method`, and probes of the leak test by their
/// names.
///
/// Laws: below a heading of a property stands nothing but tables; the last cell of every row names
/// at least one test; whatever it names exists.
///
/// @param page the text
record PropertiesPage(Markdown page) {
  private static final Pattern ROW = Pattern.compile("\\|.*\\|");
  private static final Pattern RULE = Pattern.compile("\\|[-| ]+\\|");
  private static final Pattern PROPERTY = Pattern.compile("## P[0-9]+ .*");
  private static final Pattern TEST = Pattern.compile("[A-Z]\\w+(Test|IT)(\\.\\w+)?");

  /// What is wrong with the page, in words with its line; nothing if all laws hold.
  ///
  /// @param tests every test there is, as `Class` and as `Class.method`
  /// @param probes every probe of the leak test
  List<String> problems(Set<String> tests, Set<String> probes) {
    var found = new ArrayList<String>();
    var lines = page.text().lines().toList();
    boolean inProperty = false;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      String place = "line " + (i + 1) + ": ";
      inProperty = line.startsWith("#") ? PROPERTY.matcher(line).matches() : inProperty;
      if (line.isBlank() || line.startsWith("#") || !inProperty || isHead(lines, i)) {
        continue;
      }
      if (ROW.matcher(line).matches()) {
        inRow(line, tests, probes).forEach(problem -> found.add(place + problem));
      } else {
        found.add(place + "a sentence outside of the tables");
      }
    }
    return found;
  }

  /// How many rows say something.
  long rows() {
    var lines = page.text().lines().toList();
    long rows = lines.stream().filter(line -> ROW.matcher(line).matches()).count();
    return rows - 2 * lines.stream().filter(line -> RULE.matcher(line).matches()).count();
  }

  /// The head of a table, and the rule below it.
  private static boolean isHead(List<String> lines, int at) {
    return RULE.matcher(lines.get(at)).matches()
        || (at + 1 < lines.size() && RULE.matcher(lines.get(at + 1)).matches());
  }

  private static List<String> inRow(String row, Set<String> tests, Set<String> probes) {
    String[] cells = row.split("\\|", -1);
    List<String> named = Markdown.code(cells[cells.length - 2]);
    var found = new ArrayList<String>();
    if (named.stream().noneMatch(name -> TEST.matcher(name).matches())) {
      found.add("no test is named");
    }
    for (String name : named) {
      if (!tests.contains(name) && !probes.contains(name)) {
        found.add("there is no " + name);
      }
    }
    return found;
  }
}
