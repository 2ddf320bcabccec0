package org.sallyport.cli.view;

import java.util.ArrayList;
import java.util.List;
import org.sallyport.api.AdminReply;
import org.sallyport.api.IsolationRow;
import org.sallyport.api.SharedRow;
import org.sallyport.cli.screen.Style;
import org.sallyport.cli.screen.Table;
import org.sallyport.cli.screen.Table.Column;
import org.sallyport.cli.screen.Text;

/// What the verdict on isolation looks like: who used which circuits, and a table of every
/// application against every other, with the number of circuits that they had in common.
///
/// @param style how it looks
record IsolationView(Style style) {
  /// With more applications the table against each other has no room.
  private static final int MOST_IN_MATRIX = 16;

  /// Nothing in common.
  private static final String NEVER = "-";

  /// The reply as text, LF at its end.
  String of(AdminReply.IsolationReply isolation) {
    var text = new StringBuilder();
    isolation
        .violations()
        .forEach(each -> text.append(style.alarm("  " + Text.safe(each))).append('\n'));
    text.append("Isolation ").append(new StatusView(style).of(isolation.verdict())).append('\n');
    if (isolation.applications().isEmpty()) {
      return text.append("No application has used a circuit.\n").toString();
    }
    text.append(used(isolation.applications()).text(style));
    if (isolation.applications().size() > 1) {
      text.append('\n').append(pairs(isolation));
    }
    return text.toString();
  }

  private static Table used(List<IsolationRow> applications) {
    var table =
        new Table(
            Column.numbers("#"),
            Column.words("APPLICATION"),
            Column.numbers("KEYS"),
            Column.numbers("STREAMS"),
            Column.words("CIRCUITS"),
            Column.words("EXITS"));
    int number = 1;
    for (var row : applications) {
      table.row(
          Integer.toString(number++),
          name(row),
          Integer.toString(row.keys()),
          Long.toString(row.streams()),
          String.join(", ", row.circuits()),
          String.join(", ", row.exits()));
    }
    return table;
  }

  private String pairs(AdminReply.IsolationReply isolation) {
    int count = isolation.applications().size();
    if (count <= MOST_IN_MATRIX) {
      return "Circuits in common (- is never):\n" + matrix(isolation).text(style);
    }
    var text = new StringBuilder();
    for (var shared : isolation.shared()) {
      text.append(
              style.alarm(
                  Text.safe(
                      "SHARED: %s and %s, %s"
                          .formatted(
                              shared.one(), shared.other(), String.join(", ", shared.circuits())))))
          .append('\n');
    }
    return text.append(
            "%d pairs of applications, %d of them with a circuit in common.\n"
                .formatted(count * (count - 1) / 2, isolation.shared().size()))
        .toString();
  }

  private static Table matrix(AdminReply.IsolationReply isolation) {
    var names = isolation.applications().stream().map(IsolationView::name).toList();
    var columns = new ArrayList<Column>();
    columns.add(Column.numbers("#"));
    for (int i = 1; i <= names.size(); i++) {
      columns.add(Column.numbers(Integer.toString(i)));
    }
    var table = new Table(columns.toArray(Column[]::new));
    for (int row = 0; row < names.size(); row++) {
      var cells = new ArrayList<String>();
      cells.add(Integer.toString(row + 1));
      for (int column = 0; column < names.size(); column++) {
        cells.add(
            column == row ? "" : common(names.get(row), names.get(column), isolation.shared()));
      }
      table.row(cells.toArray(String[]::new));
    }
    return table;
  }

  private static String common(String one, String other, List<SharedRow> shared) {
    int circuits =
        shared.stream()
            .filter(pair ->
                (pair.one().equals(one) && pair.other().equals(other))
                    || (pair.one().equals(other) && pair.other().equals(one)))
            .mapToInt(pair -> pair.circuits().size())
            .sum();
    return circuits == 0 ? NEVER : Integer.toString(circuits);
  }

  private static String name(IsolationRow row) {
    return row.workstation() + "/" + row.application();
  }
}
