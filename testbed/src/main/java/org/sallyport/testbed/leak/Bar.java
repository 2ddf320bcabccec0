package org.sallyport.testbed.leak;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;

/// How far a test is: a bar that is redrawn on a terminal, or a line for each step. Confined to one
/// thread.
public final class Bar implements AutoCloseable {
  private static final int CELLS = 24;
  private static final int COMPLETE = 100;
  private static final double NANOS_PER_SECOND = 1e9;

  private final PrintStream out;
  private final Style style;
  private final String test;
  private final long beganAt = System.nanoTime();
  private String shown = "";

  /// @param out where to
  /// @param style how
  /// @param test what it is called
  public Bar(PrintStream out, Style style, String test) {
    this.out = out;
    this.test = test;
    this.style = style;
  }

  /// How progress is shown.
  public enum Style {
    REDRAWN,
    LINES
  }

  /// Shows a step.
  public void show(int percent, String words) {
    if (words.equals(shown) && style == Style.LINES) {
      return;
    }
    shown = words;
    switch (style) {
      case REDRAWN -> {
        int filled = CELLS * Math.clamp(percent, 0, COMPLETE) / COMPLETE;
        String cells = "█".repeat(filled) + "░".repeat(CELLS - filled);
        out.print("\r\u001b[K" + String.format("%s [%s] %3d%%  %s", test, cells, percent, words));
      }
      case LINES ->
          out.println(String.format(Locale.ROOT, "%s: %5.1f s  %s", test, seconds(), words));
    }
    out.flush();
  }

  /// On standard error, redrawn if somebody looks.
  public static Bar onStandardError(String test) {
    boolean terminal =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    return new Bar(System.err, terminal ? Style.REDRAWN : Style.LINES, test);
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
