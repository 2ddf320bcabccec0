package org.sallyport.core.port;

import java.util.List;

/// One row of a table of ports: neighbouring ports of one kind, with the same flags and purpose.
///
/// @param kind what they speak
/// @param numbers which they are
/// @param flags as torrc writes them, without tor's defaults
/// @param purpose what they are for
public record PortRow(PortKind kind, PortRange numbers, List<String> flags, String purpose) {
  public PortRow {
    flags = List.copyOf(flags);
  }

  /// The row of one port.
  static PortRow of(ListedPort entry) {
    Port port = entry.port();
    var number = new PortRange(port.number(), port.number());
    return new PortRow(port.kind(), number, port.flagWords(), entry.purpose());
  }

  /// Whether the other row begins where this one ends and differs in nothing else.
  boolean isContinuedBy(PortRow next) {
    return next.numbers.first() == numbers.last() + 1
        && next.kind == kind
        && next.flags.equals(flags)
        && next.purpose.equals(purpose);
  }

  /// Both rows as one.
  PortRow and(PortRow next) {
    return new PortRow(kind, new PortRange(numbers.first(), next.numbers.last()), flags, purpose);
  }
}
