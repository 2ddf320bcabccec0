package org.sallyport.testbed.leak.matrix;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sallyport.testbed.leak.probe.Family;
import org.sallyport.testbed.leak.probe.Probe;

/// The matrix as a Markdown page: the sums, then every probe in every state.
public final class MatrixPage {
  private static final String LEGEND =
      """
      * *by Tor*: it came out of an exit of the Tor network and nowhere else, as intended.
      * *-*: the machine that the page was made on has nothing that could leak in this way.

      """;

  private MatrixPage() {}

  /// The page.
  public static String of(Matrix matrix, Vantage vantage) {
    var page = new StringBuilder(vantage.head()).append(LEGEND);
    page.append(
        "%d probes, %d states. **Packets seen outside: %d.** Not tested: %d.\n"
            .formatted(
                matrix.probes(),
                matrix.phases().size(),
                matrix.leakedPackets(),
                matrix.count(Verdict.NOT_TESTED)));
    for (Family family : Family.values()) {
      page.append(table(matrix, family));
    }
    leftOut(matrix).ifPresent(page::append);
    return page.toString();
  }

  private static Optional<String> leftOut(Matrix matrix) {
    String names =
        matrix.leftOut().stream()
            .map(probe -> "`" + probe.name() + "`")
            .collect(Collectors.joining(", "));
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "\n## Not tried\nOnly a program of the gateway's own host can try these: "
                + names
                + ".\n");
  }

  private static String table(Matrix matrix, Family family) {
    List<Probe> probes =
        matrix.entries().stream()
            .map(Matrix.Entry::probe)
            .filter(probe -> probe.family() == family)
            .distinct()
            .toList();
    if (probes.isEmpty()) {
      return "";
    }
    var head = row(Stream.concat(Stream.of("probe"), matrix.phases().stream().map(Phase::title)));
    var line = row(Stream.generate(() -> "---").limit(matrix.phases().size() + 1L));
    var rows = probes.stream().map(probe -> row(matrix, probe)).collect(Collectors.joining());
    return "\n## " + family.title() + "\n" + head + line + rows;
  }

  private static String row(Matrix matrix, Probe probe) {
    return row(
        Stream.concat(
            Stream.of("`" + probe.name() + "`"),
            matrix.phases().stream()
                .map(phase -> matrix.cell(probe, phase).map(c -> c.verdict().title()).orElse(""))));
  }

  private static String row(Stream<String> cells) {
    return cells.collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
