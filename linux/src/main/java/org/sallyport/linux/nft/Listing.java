package org.sallyport.linux.nft;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A ruleset as text, reduced to what matters for a comparison: its lines without indentation.
///
/// Law: two listings that differ in anything but white space are different. Spellings of other nft
/// versions that mean the same are translated one by one, by name, never by ignoring a line.
///
/// @param lines the lines that are not blank
record Listing(List<String> lines) {
  Listing {
    lines = List.copyOf(lines);
  }

  static Listing of(String text) {
    return new Listing(
        text.lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .map(Listing::usual)
            .toList());
  }

  /// The first line in which the other listing differs, in words.
  Optional<String> differenceFrom(Listing wanted) {
    return IntStream.range(0, Math.max(lines.size(), wanted.lines.size()))
        .filter(i -> !line(i).equals(wanted.line(i)))
        .mapToObj(
            i -> "line " + (i + 1) + " is \"" + line(i) + "\", not \"" + wanted.line(i) + "\"")
        .findFirst();
  }

  private String line(int index) {
    return index < lines.size() ? lines.get(index) : "";
  }

  private static String usual(String line) {
    return line.replaceAll("\\s+", " ")
        .replace("icmpx type admin-prohibited", "icmpx admin-prohibited")
        .replace("priority dstnat;", "priority -100;")
        .replace("priority filter;", "priority 0;");
  }
}
