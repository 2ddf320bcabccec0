package org.sallyport.cli.view;

import java.util.List;
import java.util.Map;
import org.sallyport.api.PortsRow;
import org.sallyport.cli.screen.Style;
import org.sallyport.cli.screen.Table;
import org.sallyport.cli.screen.Table.Column;

/// What the reply to `ports` looks like. Kinds lose their `Port` and long flags some of their
/// words, or the table would not fit 80 columns; `--json` has them whole.
///
/// @param style bold or plain
record PortsView(Style style) {
  private static final Map<String, String> SHORT =
      Map.of(
          "IsolateDestAddr", "DestAddr",
          "IsolateDestPort", "DestPort",
          "IsolateClientProtocol", "ClientProtocol",
          "NoIsolateSOCKSAuth", "NoSOCKSAuth",
          "KeepAliveIsolateSOCKSAuth", "KeepAlive",
          "OnionTrafficOnly", "OnionOnly",
          "ExtendedErrors", "Extended");

  /// The table.
  String of(List<PortsRow> ports) {
    var table =
        new Table(
            Column.words("PORT"), Column.words("KIND"), Column.words("FLAGS"), Column.words("FOR"));
    for (PortsRow row : ports) {
      table.row(numbers(row), kind(row), flags(row.flags()), row.purpose());
    }
    return table.text(style);
  }

  private static String kind(PortsRow row) {
    return row.kind().replaceFirst("Port$", "");
  }

  private static String numbers(PortsRow row) {
    return row.first() == row.last() ? "" + row.first() : row.first() + "-" + row.last();
  }

  private static String flags(List<String> flags) {
    return String.join(" ", flags.stream().map(flag -> SHORT.getOrDefault(flag, flag)).toList());
  }
}
