package org.sallyport.testbed.leak;

import java.io.PrintStream;
import java.util.Locale;

/// How far the leak test is: a bar that is redrawn on a terminal, or a line for each step. Confined
/// to one thread.
final class Bar implements AutoCloseable {
  private static final int CELLS = 24;
  private static final int COMPLETE = 100;
  private static final double NANOS_PER_SECOND = 1e9;

  private final PrintStream out;
  private final Style style;
  private final long beganAt = System.nanoTime();
  private String shown = "";

  Bar(PrintStream out, Style style) {
    this.out = out;
    this.style = style;
  }

  /// How progress is shown.
  enum Style {
    REDRAWN,
    LINES
  }

  /// Shows a step.
  void show(int percent, String words) {
    if (words.equals(shown) && style == Style.LINES) {
      return;
    }
    shown = words;
    switch (style) {
      case REDRAWN -> {
        int filled = CELLS * Math.clamp(percent, 0, COMPLETE) / COMPLETE;
        String cells = "█".repeat(filled) + "░".repeat(CELLS - filled);
        out.print("\r\u001b[K" + String.format("leaktest [%s] %3d%%  %s", cells, percent, words));
      }
      case LINES ->
          out.println(String.format(Locale.ROOT, "leaktest: %5.1f s  %s", seconds(), words));
    }
    out.flush();
  }

  /// How long it has run.
  double seconds() {
    return (System.nanoTime() - beganAt) / NANOS_PER_SECOND;
  }

  @Override
  public void close() {
    if (style == Style.REDRAWN && !shown.isEmpty()) {
      out.print("\r\u001b[K");
      out.flush();
      shown = "";
    }
  }
}
