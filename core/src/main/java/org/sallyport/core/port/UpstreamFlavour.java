package org.sallyport.core.port;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.sallyport.core.stream.Credentials;

/// Which of the upstream's SocksPorts a stream needs: the traffic flags that only tor can enforce.
/// It is no isolation, which is the token alone.
///
/// @param flags such flags, `TrafficFlag.isUpstreams`
public record UpstreamFlavour(Set<TrafficFlag> flags) {
  /// tor's defaults.
  public static final UpstreamFlavour PLAIN = new UpstreamFlavour(Set.of());

  public UpstreamFlavour {
    flags = Set.copyOf(flags);
    for (TrafficFlag flag : flags) {
      if (!flag.isUpstreams()) {
        throw new IllegalArgumentException(
            "upstream flag: " + flag.torrcName() + " (expected: one that tor enforces)");
      }
    }
  }

  /// What a stream of a port needs. `KeepAliveIsolateSOCKSAuth` means streams with credentials
  /// only, on a port that isolates by them, as in tor.
  ///
  /// @param port the listener
  /// @param credentials what the client gave
  public static UpstreamFlavour of(Port port, Credentials credentials) {
    boolean keepsAlive = port.has(IsolationFlag.ISOLATE_SOCKS_AUTH) && !credentials.isEmpty();
    return of(
        port.traffic(), flag -> keepsAlive || flag != TrafficFlag.KEEP_ALIVE_ISOLATE_SOCKS_AUTH);
  }

  /// The same with `KeepAliveIsolateSOCKSAuth`.
  public UpstreamFlavour keptAlive() {
    var more = new HashSet<>(flags);
    more.add(TrafficFlag.KEEP_ALIVE_ISOLATE_SOCKS_AUTH);
    return new UpstreamFlavour(more);
  }

  private static UpstreamFlavour of(Set<TrafficFlag> flags, Predicate<TrafficFlag> wanted) {
    Set<TrafficFlag> needed =
        flags.stream()
            .filter(TrafficFlag::isUpstreams)
            .filter(wanted)
            .collect(Collectors.toUnmodifiableSet());
    return needed.isEmpty() ? PLAIN : new UpstreamFlavour(needed);
  }
}
