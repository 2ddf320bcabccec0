package org.sallyport.core.port;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Neighbouring port numbers, both ends included. Its text is `9050`, or `9100-9111`.
///
/// @param first 1 to 65535
/// @param last not below the first
public record PortRange(int first, int last) {
  /// Every port.
  public static final PortRange ALL = new PortRange(1, 65_535);

  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,4}");

  public PortRange {
    if (first < 1 || last > 65_535 || first > last) {
      throw new IllegalArgumentException(
          "ports: " + first + "-" + last + " (expected: 1 to 65535, the lower one first)");
    }
  }

  /// Reads `N` or `N-M`; empty when the text is neither.
  public static Optional<PortRange> parse(String text) {
    int dash = text.indexOf('-');
    String first = dash < 0 ? text : text.substring(0, dash);
    String last = text.substring(dash + 1);
    if (!NUMBER.matcher(first).matches() || !NUMBER.matcher(last).matches()) {
      return Optional.empty();
    }
    int from = Integer.parseInt(first);
    int to = Integer.parseInt(last);
    return from <= to && to <= ALL.last ? Optional.of(new PortRange(from, to)) : Optional.empty();
  }

  /// The fewest ranges that hold exactly these numbers, in ascending order.
  public static List<PortRange> covering(Iterable<Integer> numbers) {
    var sorted = new TreeSet<Integer>();
    numbers.forEach(sorted::add);
    var ranges = new ArrayList<PortRange>();
    for (int number : sorted) {
      boolean adjoins = !ranges.isEmpty() && ranges.getLast().last == number - 1;
      ranges.add(
          adjoins
              ? new PortRange(ranges.removeLast().first, number)
              : new PortRange(number, number));
    }
    return List.copyOf(ranges);
  }

  /// Whether the number is one of them.
  public boolean contains(int number) {
    return first <= number && number <= last;
  }

  @Override
  public String toString() {
    return first == last ? Integer.toString(first) : first + "-" + last;
  }
}
