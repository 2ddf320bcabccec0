package org.sallyport.core.port;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The flags of a port as torrc writes them: `IsolateDestAddr`, `NoIPv4Traffic`, `SessionGroup=3`.
/// Upper and lower case are the same; a later word beats an earlier one, as in tor.
///
/// @param isolation the isolation flags that are on
/// @param traffic the departures from what tor carries by default
/// @param sessionGroup the group that the port names, or null for its own
public record PortFlags(
    Set<IsolationFlag> isolation, Set<TrafficFlag> traffic, @Nullable Integer sessionGroup) {
  /// tor's defaults.
  public static final PortFlags DEFAULTS = new PortFlags(Port.DEFAULT_FLAGS, Set.of(), null);

  private static final String NO = "no";
  private static final String GROUP = "sessiongroup=";

  public PortFlags {
    isolation = Set.copyOf(isolation);
    traffic = Set.copyOf(traffic);
  }

  /// What the words amount to.
  public sealed interface Parsed {
    /// Flags.
    record Flags(PortFlags flags) implements Parsed {}

    /// Not flags.
    ///
    /// @param problem which word, and why not
    record Problem(String problem) implements Parsed {}
  }

  /// Reads the words of a port line.
  public static Parsed parse(List<String> words) {
    var reading = new Reading();
    for (String word : words) {
      String problem = reading.read(word);
      if (problem != null) {
        return new Parsed.Problem("\"" + word + "\": " + problem);
      }
    }
    return reading.result();
  }

  /// A port with these flags.
  public Port port(PortKind kind, int number) {
    SessionGroup group =
        sessionGroup == null
            ? new SessionGroup.OfPort(kind, number)
            : new SessionGroup.Named(sessionGroup);
    return new Port(kind, number, group, isolation, traffic);
  }

  /// The words read so far. Confined to its caller.
  private static final class Reading {
    private final Set<IsolationFlag> isolation = EnumSet.copyOf(Port.DEFAULT_FLAGS);
    private final Set<TrafficFlag> traffic = EnumSet.noneOf(TrafficFlag.class);
    private @Nullable Integer sessionGroup;

    /// Takes one word; says what is wrong with it.
    @Nullable String read(String word) {
      String lower = word.toLowerCase(Locale.ROOT);
      if (lower.startsWith(GROUP)) {
        return group(lower.substring(GROUP.length()));
      }
      return isolation(lower) || traffic(lower) ? null : RefusedFlag.reason(lower);
    }

    private @Nullable String group(String number) {
      if (sessionGroup != null) {
        return "a port has one session group";
      }
      if (!number.matches("0|[1-9][0-9]{0,8}")) {
        return "expected SessionGroup=N, N from 0 to 999999999";
      }
      sessionGroup = Integer.valueOf(number);
      return null;
    }

    /// `IsolateClientAddr` can be named, but not turned off.
    private boolean isolation(String lower) {
      for (IsolationFlag flag : IsolationFlag.values()) {
        String name = flag.torrcName().toLowerCase(Locale.ROOT);
        if (lower.equals(name)) {
          isolation.add(flag);
          return true;
        }
        if (lower.equals(NO + name) && flag != IsolationFlag.ISOLATE_CLIENT_ADDR) {
          isolation.remove(flag);
          return true;
        }
      }
      return false;
    }

    /// Some constants are themselves the `No` of what tor does by default.
    private boolean traffic(String lower) {
      for (TrafficFlag flag : TrafficFlag.values()) {
        String name = flag.torrcName().toLowerCase(Locale.ROOT);
        boolean departure = name.startsWith(NO);
        if (lower.equals(name)) {
          traffic.add(flag);
          return true;
        }
        if (lower.equals(departure ? name.substring(NO.length()) : NO + name)) {
          boolean canBeTakenBack = flag != TrafficFlag.ONION_TRAFFIC_ONLY;
          if (canBeTakenBack) {
            traffic.remove(flag);
          }
          return canBeTakenBack;
        }
      }
      return false;
    }

    Parsed result() {
      boolean noExit =
          traffic.contains(TrafficFlag.ONION_TRAFFIC_ONLY)
              || (traffic.contains(TrafficFlag.NO_IPV4_TRAFFIC)
                  && traffic.contains(TrafficFlag.NO_IPV6_TRAFFIC));
      if (noExit && traffic.contains(TrafficFlag.NO_ONION_TRAFFIC)) {
        return new Parsed.Problem(
            "neither IPv4 nor IPv6 nor onion services: nothing could pass such a port");
      }
      return new Parsed.Flags(new PortFlags(isolation, traffic, sessionGroup));
    }
  }
}
