package org.sallyport.testbed.fault;

import java.util.Locale;

/// Durations as readers like them. Pure.
final class Seconds {
  private static final double MILLIS_PER_SECOND = 1000;

  private Seconds() {}

  /// Milliseconds as seconds with one digit.
  static String of(long millis) {
    return String.format(Locale.ROOT, "%.1f s", millis / MILLIS_PER_SECOND);
  }
}
