package org.sallyport.cli.screen;

import java.io.PrintStream;

/// A bar on one line of a terminal, redrawn in place and removed at the end.
///
/// Confined to one thread.
final class ProgressBar implements Progress {
  private static final int CELLS = 24;
  private static final int COMPLETE = 100;
  private static final String REDRAW = "\r\u001b[K";
  private static final int FRAME = "tor [] 100%  ".length() + CELLS;

  private final PrintStream terminal;
  private final Style style;
  private String shown = "";

  ProgressBar(PrintStream terminal, Style style) {
    this.terminal = terminal;
    this.style = style;
  }

  @Override
  public void show(int percent, String words) {
    int filled = CELLS * Math.clamp(percent, 0, COMPLETE) / COMPLETE;
    String bar = style.good("█".repeat(filled)) + "░".repeat(CELLS - filled);
    String room = Text.fitted(Text.safe(words), Table.WIDTH - FRAME);
    String line = String.format("tor [%s] %3d%%  %s", bar, percent, room);
    if (!line.equals(shown)) {
      terminal.print(REDRAW + line);
      terminal.flush();
      shown = line;
    }
  }

  @Override
  public void close() {
    if (!shown.isEmpty()) {
      terminal.print(REDRAW);
      terminal.flush();
      shown = "";
    }
  }
}
