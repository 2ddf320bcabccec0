package org.sallyport.core.whonix;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.sallyport.core.port.PortRange;

/// Lists of port numbers, as `EXTERNAL_OPEN_PORTS` has them: `22 80 6000-6010`.
final class OpenPorts {
  /// The most that a range may have.
  private static final int MAX_RANGE = 100;

  private OpenPorts() {}

  /// The numbers; empty if a word is none.
  static Optional<Set<Integer>> of(Said said) {
    var numbers = new TreeSet<Integer>();
    for (String word : said.words()) {
      Optional<PortRange> range = PortRange.parse(word);
      if (range.isEmpty() || range.get().last() - range.get().first() >= MAX_RANGE) {
        return Optional.empty();
      }
      for (int number = range.get().first(); number <= range.get().last(); number++) {
        numbers.add(number);
      }
    }
    return Optional.of(numbers);
  }
}
