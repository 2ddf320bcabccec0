package org.sallyport.core.port;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// A listener that the gateway owns inside an application's namespace.
///
/// @param kind what it speaks
/// @param number the TCP port (UDP for `DNS`), 1 to 65535, on the namespace's loopback v4 and v6
/// @param group which ports its streams may share circuits with
/// @param flags what else keeps its streams apart
/// @param traffic what it carries, where that differs from tor's default
public record Port(
    PortKind kind,
    int number,
    SessionGroup group,
    Set<IsolationFlag> flags,
    Set<TrafficFlag> traffic) {
  /// The flags that torrc has on by default.
  public static final Set<IsolationFlag> DEFAULT_FLAGS =
      Set.of(IsolationFlag.ISOLATE_CLIENT_ADDR, IsolationFlag.ISOLATE_SOCKS_AUTH);

  private static final int MAX_NUMBER = 65_535;

  public Port {
    if (number < 1 || number > MAX_NUMBER) {
      throw new IllegalArgumentException("port: " + number + " (expected: 1 to 65535)");
    }
    flags = Set.copyOf(flags);
    traffic = Set.copyOf(traffic);
  }

  /// A port that carries what tor's default carries.
  public Port(PortKind kind, int number, SessionGroup group, Set<IsolationFlag> flags) {
    this(kind, number, group, flags, Set.of());
  }

  /// A port with torrc's defaults: its own session group, `IsolateClientAddr`, `IsolateSOCKSAuth`.
  public static Port of(PortKind kind, int number) {
    return new Port(kind, number, new SessionGroup.OfPort(kind, number), DEFAULT_FLAGS);
  }

  /// Whether the flag is set.
  public boolean has(IsolationFlag flag) {
    return flags.contains(flag);
  }

  /// Whether the flag is set.
  public boolean has(TrafficFlag flag) {
    return traffic.contains(flag);
  }

  /// What torrc would have to say of the port: its flags where they differ from tor's defaults.
  public List<String> flagWords() {
    var words = new ArrayList<String>();
    for (IsolationFlag flag : IsolationFlag.values()) {
      if (has(flag) != DEFAULT_FLAGS.contains(flag)) {
        words.add((has(flag) ? "" : "No") + flag.torrcName());
      }
    }
    for (TrafficFlag flag : TrafficFlag.values()) {
      if (has(flag)) {
        words.add(flag.torrcName());
      }
    }
    if (group instanceof SessionGroup.Named(var named)) {
      words.add("SessionGroup=" + named);
    }
    return List.copyOf(words);
  }

  /// The same port with more flags; adding never lets streams share that did not.
  public Port plus(Set<IsolationFlag> isolation, Set<TrafficFlag> carried) {
    if (flags.containsAll(isolation) && traffic.containsAll(carried)) {
      return this;
    }
    var allFlags = EnumSet.noneOf(IsolationFlag.class);
    allFlags.addAll(flags);
    allFlags.addAll(isolation);
    var allTraffic = EnumSet.noneOf(TrafficFlag.class);
    allTraffic.addAll(traffic);
    allTraffic.addAll(carried);
    return new Port(kind, number, group, allFlags, allTraffic);
  }
}
