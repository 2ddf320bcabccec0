package org.sallyport.cli.whonix;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sallyport.api.whonix.ImportReport;
import org.sallyport.cli.screen.Text;

/// An import's report for people.
public final class ImportText {
  private static final String COMMENT = "# ";

  /// The outcomes, those first about which a reader has to decide something.
  private static final Map<String, String> HEADINGS =
      Map.of(
          "not-understood", "Not understood: nothing follows from these. Look at each",
          "refused", "Refused: these, or to do without them, would open a hole or weaken tor",
          "taken", "Taken",
          "already", "So without a word",
          "meaningless", "Without meaning here");

  private static final List<String> ORDER =
      List.of("not-understood", "refused", "taken", "already", "meaningless");

  private ImportText() {}

  /// The configuration, with the report as comments before it: the whole is a configuration.
  public static String withConfiguration(ImportReport report) {
    return lines(report).stream()
            .map(line -> (COMMENT + line).stripTrailing())
            .collect(Collectors.joining("\n", "", "\n\n"))
        + report.toml();
  }

  /// The report alone.
  public static String report(ImportReport report) {
    return String.join("\n", lines(report)) + "\n";
  }

  private static List<String> lines(ImportReport report) {
    var lines = new ArrayList<String>();
    lines.add(
        "From the settings of a Whonix-%s in %s"
            .formatted(title(report.machine()), Text.safe(report.directory())));
    for (String outcome : ORDER) {
      var rows = report.findings().stream().filter(r -> r.outcome().equals(outcome)).toList();
      if (!rows.isEmpty()) {
        lines.add("");
        lines.add(HEADINGS.get(outcome) + " (" + rows.size() + ")");
        rows.forEach(row -> lines.add(line(row)));
      }
    }
    if (!report.commands().isEmpty()) {
      lines.add("");
      lines.add("And run:");
      report.commands().forEach(command -> lines.add("  " + Text.safe(command)));
    }
    if (report.written() != null) {
      lines.add("");
      lines.add("Written: " + Text.safe(report.written()));
    }
    return lines;
  }

  private static String title(String machine) {
    return machine.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + machine.substring(1);
  }

  private static String line(ImportReport.Row row) {
    String said = row.value().isEmpty() ? row.setting() : row.setting() + " = " + row.value();
    return Text.safe("  " + row.place() + " " + Text.fitted(said, MAX_SHOWN) + ": " + row.remark());
  }

  /// How much of a setting and its value is shown.
  private static final int MAX_SHOWN = 100;
}
