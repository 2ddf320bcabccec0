package org.sallyport.linux.prerequisite;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The effective capabilities of a process, as `/proc/PID/status` tells them.
///
/// @param bits one bit per capability
record Capabilities(long bits) {
  private static final String FIELD = "CapEff:";
  private static final int HEXADECIMAL = 16;

  /// A capability that the gateway needs.
  enum Needed {
    /// Binds, routes and packet rules inside a namespace.
    CAP_NET_ADMIN(12),
    /// Making and entering namespaces.
    CAP_SYS_ADMIN(21);

    private final int bit;

    Needed(int bit) {
      this.bit = bit;
    }
  }

  /// Reads a status file; empty if it has no such line.
  static Optional<Capabilities> ofStatus(String status) {
    return status
        .lines()
        .filter(line -> line.startsWith(FIELD))
        .map(line -> line.substring(FIELD.length()).strip())
        .filter(digits -> digits.matches("[0-9a-fA-F]{1,16}"))
        .map(digits -> new Capabilities(Long.parseUnsignedLong(digits, HEXADECIMAL)))
        .findFirst();
  }

  /// The needed ones that are not there.
  List<Needed> missing() {
    return Arrays.stream(Needed.values()).filter(needed -> (bits >>> needed.bit & 1) == 0).toList();
  }
}
