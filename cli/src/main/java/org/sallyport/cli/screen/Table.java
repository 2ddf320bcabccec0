package org.sallyport.cli.screen;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A table that fits 80 columns: a heading, rows, two spaces between columns. When the rows are too
/// wide, the widest column is shortened until they fit; `--json` has everything.
///
/// Confined to one thread.
public final class Table {
  /// The width that every table fits.
  public static final int WIDTH = 80;

  private static final String GAP = "  ";
  private static final int NARROWEST = 6;

  private final List<Column> columns;
  private final List<List<String>> rows = new ArrayList<>();

  /// A table of these columns.
  public Table(Column... columns) {
    this.columns = List.of(columns);
  }

  /// Adds a row of as many cells as there are columns.
  public Table row(String... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          "cells: " + cells.length + " (expected: " + columns.size() + ")");
    }
    rows.add(Arrays.stream(cells).map(Text::safe).toList());
    return this;
  }

  /// The table, LF after each line.
  public String text(Style style) {
    int[] widths = fittedWidths();
    var text = new StringBuilder();
    var headings = columns.stream().map(Column::heading).toList();
    text.append(style.strong(line(headings, widths))).append('\n');
    rows.forEach(row -> text.append(line(row, widths)).append('\n'));
    return text.toString();
  }

  private int[] fittedWidths() {
    int[] widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      widths[i] =
          Math.max(
              columns.get(i).heading().length(),
              rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
    }
    int most = WIDTH - GAP.length() * (widths.length - 1);
    while (Arrays.stream(widths).sum() > most && shrinkWidest(widths)) {
      // Until it fits or nothing can be shortened.
    }
    return widths;
  }

  private static boolean shrinkWidest(int[] widths) {
    int widest = 0;
    for (int i = 1; i < widths.length; i++) {
      if (widths[i] > widths[widest]) {
        widest = i;
      }
    }
    if (widths[widest] <= NARROWEST) {
      return false;
    }
    widths[widest]--;
    return true;
  }

  private String line(List<String> cells, int[] widths) {
    var line = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      String cell = Text.fitted(cells.get(i), widths[i]);
      String padding = " ".repeat(widths[i] - cell.length());
      line.append(i == 0 ? "" : GAP);
      switch (columns.get(i).side()) {
        case LEFT -> line.append(cell).append(padding);
        case RIGHT -> line.append(padding).append(cell);
      }
    }
    return line.toString().stripTrailing();
  }

  /// One column.
  ///
  /// @param heading its first line
  /// @param side where its cells stand
  public record Column(String heading, Side side) {
    /// A column of words.
    public static Column words(String heading) {
      return new Column(heading, Side.LEFT);
    }

    /// A column of numbers.
    public static Column numbers(String heading) {
      return new Column(heading, Side.RIGHT);
    }
  }

  /// Where cells stand.
  public enum Side {
    LEFT,
    RIGHT
  }
}
