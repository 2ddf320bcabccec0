package org.sallyport.core.port;

import java.util.EnumSet;
import java.util.Set;

/// A listener that the gateway owns inside an application's namespace.
///
/// @param kind what it speaks
/// @param number the TCP port (UDP for `DNS`), 1 to 65535, on the namespace's loopback v4 and v6
/// @param group which ports its streams may share circuits with
/// @param flags what else keeps its streams apart
public record Port(PortKind kind, int number, SessionGroup group, Set<IsolationFlag> flags) {
  private static final int MAX_NUMBER = 65_535;

  public Port {
    if (number < 1 || number > MAX_NUMBER) {
      throw new IllegalArgumentException("port: " + number + " (expected: 1 to 65535)");
    }
    flags = Set.copyOf(flags);
  }

  /// A port with torrc's defaults: its own session group, `IsolateSOCKSAuth`.
  public static Port of(PortKind kind, int number) {
    return new Port(
        kind,
        number,
        new SessionGroup.OfPort(kind, number),
        EnumSet.of(IsolationFlag.ISOLATE_SOCKS_AUTH));
  }

  /// Whether the flag is set.
  public boolean has(IsolationFlag flag) {
    return flags.contains(flag);
  }
}
