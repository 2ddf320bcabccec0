package org.sallyport.testbed.demo;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sallyport.testbed.world.JsonText;

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
  private final Style style;
  private final int steps;
  private final long beganAt = System.nanoTime();
  private int step;
  private String title = "";
  private final List<Looked> looked = new ArrayList<>();

  /// @param out where to
  /// @param style whether it takes colour
  /// @param steps how many there will be
  Report(PrintStream out, Style style, int steps) {
    this.out = out;
    this.style = style;
    this.steps = steps;
  }

  /// On standard output, as the command line and the terminal want it.
  static Report of(List<String> arguments, int steps) {
    if (arguments.contains("--json")) {
      return new Report(System.out, Style.JSON, steps);
    }
    boolean terminal =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    boolean colour = terminal && System.getenv("NO_COLOR") == null;
    return new Report(System.out, colour ? Style.COLOUR : Style.PLAIN, steps);
  }

  /// How lines look.
  enum Style {
    COLOUR,
    PLAIN,
    /// One object at the end.
    JSON
  }

  /// A promise that was looked at.
  private record Looked(String step, String promise, Held held, String evidence) {
    Map<String, Object> json() {
      return Map.of(
          "step", step, "promise", promise, "held", held == Held.YES, "evidence", evidence);
    }
  }

  /// Shows a step, does it, and shows how long it took.
  void step(String title, Runnable work) {
    step++;
    this.title = title;
    print("");
    print(in(BOLD, "[" + step + "/" + steps + "] " + title));
    long before = System.nanoTime();
    work.run();
    print(" ".repeat(TITLE_WIDTH) + seconds(System.nanoTime() - before));
  }

  /// Shows a fact.
  void line(String text) {
    print("      " + text);
  }

  /// Shows whether a promise held.
  void check(String promise, Held held, String evidence) {
    String mark =
        switch (held) {
          case YES -> in(GREEN, "  ok  ");
          case NO -> in(RED, "  NO  ");
        };
    looked.add(new Looked(title, promise, held, evidence));
    print(mark + promise);
    if (!evidence.isEmpty()) {
      print("        " + evidence);
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
    long failures = looked.stream().filter(each -> each.held() == Held.NO).count();
    String time = seconds(System.nanoTime() - beganAt);
    print("");
    print(
        failures == 0
            ? in(GREEN, "Every promise held. " + time)
            : in(RED, failures + " promises did not hold. " + time));
    if (style == Style.JSON) {
      out.println(
          JsonText.of(
              Map.of(
                  "holds", failures == 0, "promises", looked.stream().map(Looked::json).toList())));
    }
    return failures == 0 ? 0 : 1;
  }

  private void print(String line) {
    if (style != Style.JSON) {
      out.println(line);
    }
  }

  private String in(String colour, String text) {
    return style == Style.COLOUR ? colour + text + PLAIN : text;
  }

  private static String seconds(long nanos) {
    double seconds = Duration.ofNanos(nanos).toNanos() / NANOS_PER_SECOND;
    return String.format(Locale.ROOT, "%6.1f s", seconds);
  }
}
