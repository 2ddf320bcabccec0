package org.sallyport.cli.screen;

import java.time.Duration;
import java.util.Locale;

/// Text for people: safe for a terminal, short, with units.
public final class Text {
  private static final long KILO = 1000;
  private static final String[] BYTE_UNITS = {"B", "kB", "MB", "GB", "TB"};

  private Text() {}

  /// The text with every control character replaced: names come from applications and relays, and a
  /// terminal obeys escapes.
  public static String safe(String text) {
    return text.codePoints()
        .map(c -> isHarmless(c) ? c : '?')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isHarmless(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  /// At most `width` characters, the middle left out: both ends of a destination tell something.
  public static String fitted(String text, int width) {
    if (text.length() <= width) {
      return text;
    }
    if (width <= 1) {
      return "…".substring(0, width);
    }
    int tail = (width - 1) / 2;
    int head = width - 1 - tail;
    return text.substring(0, head) + "…" + text.substring(text.length() - tail);
  }

  /// `3 files`, `1 file`.
  public static String count(long number, String singular) {
    return number + " " + singular + (number == 1 ? "" : "s");
  }

  /// `17 B`, `1.2 MB`.
  public static String bytes(long number) {
    double value = number;
    int unit = 0;
    while (value >= KILO && unit < BYTE_UNITS.length - 1) {
      value /= KILO;
      unit++;
    }
    String shown = unit == 0 ? Long.toString(number) : String.format(Locale.ROOT, "%.1f", value);
    return shown + " " + BYTE_UNITS[unit];
  }

  /// `12 s`, `3 min`, `5 h`, `2 d`.
  public static String age(Duration age) {
    if (age.toMinutes() < 1) {
      return age.toSeconds() + " s";
    }
    if (age.toHours() < 1) {
      return age.toMinutes() + " min";
    }
    return age.toDays() < 1 ? age.toHours() + " h" : age.toDays() + " d";
  }
}
