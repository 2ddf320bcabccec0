package org.sallyport.testbed.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/// What the demonstration shows, step by step, with the time that each took. Colour only on a
/// terminal that wants it. Confined to one thread.
final class Report {
  private static final String GREEN = "\u001b[32m";
  private static final String RED = "\u001b[31m";
  private static final String BOLD = "\u001b[1m";
  private static final String PLAIN = "\u001b[0m";
  private static final int TITLE_WIDTH = 66;
  private static final double NANOS_PER_SECOND = 1e9;

  private final PrintStream out;
  private final boolean coloured;
  private final int steps;
  private final long beganAt = System.nanoTime();
  private int step;
  private int failures;

  /// @param out where to
  /// @param style whether it takes colour
  /// @param steps how many there will be
  Report(PrintStream out, Style style, int steps) {
    this.out = out;
    this.coloured = style == Style.COLOUR;
    this.steps = steps;
  }

  /// How lines look.
  enum Style {
    COLOUR,
    PLAIN
  }

  /// Shows a step, does it, and shows how long it took.
  void step(String title, Runnable work) {
    step++;
    out.println();
    out.println(in(BOLD, "[" + step + "/" + steps + "] " + title));
    long before = System.nanoTime();
    work.run();
    out.println(" ".repeat(TITLE_WIDTH) + seconds(System.nanoTime() - before));
  }

  /// Shows a fact.
  void line(String text) {
    out.println("      " + text);
  }

  /// Shows whether a promise held.
  void check(String promise, Held held, String evidence) {
    String mark =
        switch (held) {
          case YES -> in(GREEN, "  ok  ");
          case NO -> in(RED, "  NO  ");
        };
    if (held == Held.NO) {
      failures++;
    }
    out.println(mark + promise);
    if (!evidence.isEmpty()) {
      out.println("        " + evidence);
    }
  }

  /// Whether a promise held.
  enum Held {
    YES,
    NO;

    static Held when(boolean condition) {
      return condition ? YES : NO;
    }
  }

  /// Shows the end and gives the exit status.
  int end() {
    out.println();
    String time = seconds(System.nanoTime() - beganAt);
    out.println(
        failures == 0
            ? in(GREEN, "Every promise held. " + time)
            : in(RED, failures + " promises did not hold. " + time));
    return failures == 0 ? 0 : 1;
  }

  private String in(String colour, String text) {
    return coloured ? colour + text + PLAIN : text;
  }

  private static String seconds(long nanos) {
    double seconds = Duration.ofNanos(nanos).toNanos() / NANOS_PER_SECOND;
    return String.format(Locale.ROOT, "%6.1f s", seconds);
  }
}
