package org.sallyport.testbed.leak.matrix;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sallyport.testbed.leak.probe.Family;
import org.sallyport.testbed.leak.probe.Probe;
import org.sallyport.testbed.world.JsonText;

/// A comparison as text, as JSON, and as a Markdown page. Pure.
public final class ComparisonView {
  private static final int FAMILY_WIDTH = 18;
  private static final int COLUMN_WIDTH = 12;

  private static final String HEAD =
      """
      # Who leaks what

      Written by `sallyport leaktest --compare --markdown docs/reference/leak-comparison.md`: the same probes, in one run,
      in one test world with two witnesses. How to run it: [how to run the leak test](../how-to/run-the-leak-test.md).

      * *LEAKS*: it came out beside Tor, or reached something of the host's that it should not.
      * *by Tor*: it came out of an exit of the Tor network and nowhere else.
      * *contained*: an ordinary program could do it; here, nothing came out.
      * *not possible*: an ordinary program without privileges cannot do it in the first place (or this machine has no
        such thing), so there was nothing to contain. In a workstation it was tried all the same.
      * *untested*: the probe itself did not work there. An empty cell was not tried: rules for a host do not keep it from
        itself.

      Every program but the workstation's runs as an ordinary one, without privileges, with the user's files. A tool that
      lets a program reach the user's files or other programs' sockets does what it was made for: those rows are no fault
      of it, but they are ways past it.

      """;

  private ComparisonView() {}

  /// A row for each family: how many of its probes leaked, of how many that were possible.
  public static List<String> lines(Comparison comparison) {
    var lines = new ArrayList<String>();
    lines.add(line("leaks", comparison.shelters().stream().map(Shelter::title)).stripTrailing());
    for (Family family : Family.values()) {
      if (comparison.probes().stream().anyMatch(probe -> probe.family() == family)) {
        lines.add(line(family.title(), sums(comparison, family)).stripTrailing());
      }
    }
    lines.add("");
    for (Fate fate : Fate.values()) {
      var counts =
          comparison.shelters().stream().map(s -> Long.toString(comparison.count(s, fate)));
      lines.add(line(fate.title(), counts).stripTrailing());
    }
    return lines;
  }

  private static Stream<String> sums(Comparison comparison, Family family) {
    return comparison.shelters().stream()
        .map(shelter -> {
          long possible = comparison.possible(family, shelter);
          return possible == 0 ? "-" : comparison.leaks(family, shelter) + " of " + possible;
        });
  }

  private static String line(String first, Stream<String> others) {
    return padded(first, FAMILY_WIDTH)
        + others.map(word -> padded(word, COLUMN_WIDTH)).collect(Collectors.joining());
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(1, width - text.length()));
  }

  /// One line of JSON: every probe under every shelter.
  public static String json(Comparison comparison) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("holds", comparison.holds());
    all.put("shelters", comparison.shelters().stream().map(s -> sums(comparison, s)).toList());
    all.put("probes", comparison.probes().stream().map(p -> row(comparison, p)).toList());
    return JsonText.of(all);
  }

  private static Map<String, Object> sums(Comparison comparison, Shelter shelter) {
    Map<String, Object> sums = new LinkedHashMap<>();
    sums.put("name", shelter.title());
    for (Fate fate : Fate.values()) {
      sums.put(key(fate), comparison.count(shelter, fate));
    }
    return sums;
  }

  private static Map<String, Object> row(Comparison comparison, Probe probe) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("probe", probe.name());
    row.put("family", probe.family().title());
    Map<String, Object> evidence = new LinkedHashMap<>();
    for (Shelter shelter : comparison.shelters()) {
      comparison.fate(probe, shelter).ifPresent(fate -> row.put(shelter.title(), key(fate)));
      evidence.put(shelter.title(), comparison.evidence(probe, shelter));
    }
    row.put("evidence", evidence);
    return row;
  }

  private static String key(Fate fate) {
    return fate.name().toLowerCase(Locale.ROOT);
  }

  /// A page: what was compared, the sums, every probe.
  public static String page(Comparison comparison) {
    var page = new StringBuilder(HEAD);
    var shelters = comparison.shelters();
    for (Shelter shelter : shelters) {
      page.append("* **%s**: %s.\n".formatted(shelter.title(), shelter.words()));
    }
    page.append('\n').append(head("probes", shelters));
    for (Fate fate : Fate.values()) {
      page.append(row(fate.title(), shelters.stream().map(s -> "" + comparison.count(s, fate))));
    }
    for (Family family : Family.values()) {
      page.append(table(comparison, family));
    }
    return page.toString();
  }

  private static String table(Comparison comparison, Family family) {
    var rows =
        comparison.probes().stream()
            .filter(probe -> probe.family() == family)
            .map(probe -> row("`" + probe.name() + "`", fates(comparison, probe)))
            .collect(Collectors.joining());
    return rows.isEmpty()
        ? ""
        : "\n## " + family.title() + "\n" + head("probe", comparison.shelters()) + rows;
  }

  private static Stream<String> fates(Comparison comparison, Probe probe) {
    return comparison.shelters().stream()
        .map(shelter -> comparison.fate(probe, shelter).map(Fate::title).orElse(""));
  }

  private static String head(String first, List<Shelter> shelters) {
    return row(first, shelters.stream().map(Shelter::title))
        + row("---", shelters.stream().map(_ -> "---"));
  }

  private static String row(String first, Stream<String> others) {
    return Stream.concat(Stream.of(first), others).collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
