package org.sallyport.testbed.e2e;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Isolation flags of a port, as torrc spells them, and what they keep apart by tor's manual.
///
/// @param number tells its ports from those of the others
/// @param flags as they stand on the port's line, without `SessionGroup=`
/// @param isGrouped whether all of its ports name one session group
/// @param separates what two streams may not differ in to share a circuit
record FlagSet(int number, List<String> flags, boolean isGrouped, Set<Dimension> separates) {
  /// In what two streams can differ.
  enum Dimension {
    /// The application, or the address of tor's client (`IsolateClientAddr`, a default).
    CLIENT,
    /// The port that they came to (the default `SessionGroup`).
    LISTENER,
    /// SOCKS and HTTP credentials (`IsolateSOCKSAuth`, a default).
    CREDENTIALS,
    /// SOCKS 4, SOCKS 5, HTTP, transparent, DNS (`IsolateClientProtocol`).
    PROTOCOL,
    /// The destination's host (`IsolateDestAddr`).
    ADDRESS,
    /// The destination's port (`IsolateDestPort`).
    PORT
  }

  private static final String GROUP = "SessionGroup";

  /// Every flag, and those together that act together.
  static List<FlagSet> all() {
    var lines =
        List.of(
            "",
            "IsolateClientProtocol",
            "IsolateDestAddr",
            "IsolateDestPort",
            "IsolateDestAddr IsolateDestPort",
            "IsolateClientProtocol IsolateDestAddr IsolateDestPort",
            "NoIsolateSOCKSAuth",
            "KeepAliveIsolateSOCKSAuth",
            "SessionGroup",
            "SessionGroup IsolateClientProtocol",
            "SessionGroup IsolateDestAddr IsolateDestPort",
            "SessionGroup NoIsolateSOCKSAuth");
    return IntStream.range(0, lines.size())
        .mapToObj(number -> of(number, lines.get(number)))
        .toList();
  }

  private static FlagSet of(int number, String line) {
    var words = line.isEmpty() ? List.<String>of() : List.of(line.split(" ", -1));
    var separates = EnumSet.of(Dimension.CLIENT, Dimension.LISTENER, Dimension.CREDENTIALS);
    words.forEach(word -> apply(word, separates));
    return new FlagSet(
        number,
        words.stream().filter(word -> !word.equals(GROUP)).toList(),
        words.contains(GROUP),
        separates);
  }

  private static void apply(String word, Set<Dimension> separates) {
    switch (word) {
      case "IsolateClientProtocol" -> separates.add(Dimension.PROTOCOL);
      case "IsolateDestAddr" -> separates.add(Dimension.ADDRESS);
      case "IsolateDestPort" -> separates.add(Dimension.PORT);
      case "NoIsolateSOCKSAuth" -> separates.remove(Dimension.CREDENTIALS);
      case GROUP -> separates.remove(Dimension.LISTENER);
      case "KeepAliveIsolateSOCKSAuth" -> {}
      default -> throw new IllegalArgumentException("flag: " + word);
    }
  }

  @Override
  public String toString() {
    var all = String.join(" ", flags);
    return isGrouped ? (GROUP + " " + all).strip() : all.isEmpty() ? "no flag" : all;
  }
}
