package org.sallyport.testbed.architecture;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The known violations, `tidy-exceptions.txt`: one a line, the rule's name and the place; `#` at
/// the start of a line begins a comment. The list may only shrink: an entry that is no longer
/// violated is an error.
///
/// @param entries the lines that are entries
record TidyExceptions(Set<String> entries) {
  private static final String FILE = "tidy-exceptions.txt";

  static TidyExceptions read() {
    return parse(Repository.text(FILE));
  }

  static TidyExceptions parse(String text) {
    return new TidyExceptions(
        text.lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .collect(Collectors.toSet()));
  }

  /// What was found and is not known.
  Set<String> unknown(TidyRule rule, Collection<String> found) {
    Set<String> unknown = new TreeSet<>();
    for (String place : found) {
      if (!entries.contains(rule.name() + " " + place)) {
        unknown.add(rule.name() + " " + place);
      }
    }
    return unknown;
  }

  /// What is known and was not found.
  Set<String> stale(TidyRule rule, Collection<String> found) {
    Set<String> stale = new TreeSet<>();
    for (String entry : entries) {
      String prefix = rule.name() + " ";
      if (entry.startsWith(prefix) && !found.contains(entry.substring(prefix.length()))) {
        stale.add(entry);
      }
    }
    return stale;
  }
}
