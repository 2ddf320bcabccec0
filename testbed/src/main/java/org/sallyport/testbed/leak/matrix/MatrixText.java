package org.sallyport.testbed.leak.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.testbed.leak.probe.Family;

/// The matrix as text of at most [#WIDTH] columns: a row for each family, a column for each state.
public final class MatrixText {
  /// The widest line of the table.
  public static final int WIDTH = 80;

  private static final int FAMILY_WIDTH = 18;
  private static final int PHASE_WIDTH = 10;
  private static final int MAX_COMPLAINTS = 40;

  private MatrixText() {}

  /// The table and the sums.
  public static List<String> lines(Matrix matrix) {
    var lines = new ArrayList<String>();
    var head = new StringBuilder(padded("", FAMILY_WIDTH));
    matrix.phases().forEach(phase -> head.append(padded(phase.title(), PHASE_WIDTH)));
    lines.add(head.toString().stripTrailing());
    for (Family family : Family.values()) {
      row(matrix, family).ifPresent(lines::add);
    }
    lines.add("");
    lines.add(
        "%d probes, %d states: %d contained, %d through Tor as intended, %d absent here"
            .formatted(
                matrix.probes(),
                matrix.phases().size(),
                matrix.count(Verdict.CONTAINED),
                matrix.count(Verdict.THROUGH_TOR),
                matrix.count(Verdict.ABSENT)));
    lines.add(
        "leaked: %d (packets seen outside: %d), not tested: %d"
            .formatted(
                matrix.count(Verdict.LEAKED),
                matrix.leakedPackets(),
                matrix.count(Verdict.NOT_TESTED)));
    if (!matrix.leftOut().isEmpty()) {
      lines.add(
          "not tried: %d probes that only a program of the gateway's own host can try"
              .formatted(matrix.leftOut().size()));
    }
    lines.addAll(complaints(matrix));
    return lines;
  }

  private static Optional<String> row(Matrix matrix, Family family) {
    var row = new StringBuilder(padded(family.title(), FAMILY_WIDTH));
    boolean tried = false;
    for (Phase phase : matrix.phases()) {
      var worst = matrix.worst(family, phase);
      tried |= worst.isPresent();
      row.append(padded(worst.map(Verdict::title).orElse(""), PHASE_WIDTH));
    }
    return tried ? Optional.of(row.toString().stripTrailing()) : Optional.empty();
  }

  private static List<String> complaints(Matrix matrix) {
    var lines = new ArrayList<String>();
    matrix.entries().stream()
        .filter(entry -> entry.cell().verdict().fails())
        .limit(MAX_COMPLAINTS)
        .forEach(entry -> {
          lines.add(
              "%s %s, %s:"
                  .formatted(
                      entry.cell().verdict().title(), entry.probe().name(), entry.phase().title()));
          entry.cell().words().forEach(words -> lines.add("    " + words));
        });
    return lines;
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(1, width - text.length()));
  }
}
