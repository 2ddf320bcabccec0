package org.sallyport.core.policy;

import java.util.List;
import java.util.Optional;
import org.sallyport.core.stream.Destination;
import org.sallyport.core.stream.Host;

/// Which destinations an application may reach. `deny` beats `allow`; where neither says anything,
/// everything may be reached.
///
/// Laws: a pattern more in `deny` never lets anything pass that did not; a pattern more in `allow`
/// that had some never refuses anything that passed; `ONION_SERVICES` lets no name pass that an
/// exit would see.
///
/// Rules judge what the application asked for: one that looks a name up by itself (`dns =
/// "resolve"`) and connects to the address is judged by the address.
///
/// @param allow empty means every destination
/// @param deny empty means none
/// @param reach what is left of both
public record DestinationPolicy(
    List<DestinationPattern> allow, List<DestinationPattern> deny, Reach reach) {
  /// No restriction.
  public static final DestinationPolicy EVERYTHING =
      new DestinationPolicy(List.of(), List.of(), Reach.EVERYTHING);

  /// What kind of destination an application is for.
  public enum Reach {
    EVERYTHING,
    /// `onion-only = true`.
    ONION_SERVICES
  }

  public DestinationPolicy {
    allow = List.copyOf(allow);
    deny = List.copyOf(deny);
  }

  /// The rule that refuses the destination, as the configuration writes it; empty if none does.
  public Optional<String> refusingRule(Destination destination) {
    return notAnOnionService(destination.host())
        .or(() -> first(deny, destination).map(pattern -> "deny " + pattern.text()))
        .or(() ->
            allow.isEmpty() || first(allow, destination).isPresent()
                ? Optional.empty()
                : Optional.of("allow"));
  }

  /// The rule that refuses to look the host up. A lookup has no port: a host that is denied on
  /// every port is refused, one that is allowed on any port passes.
  public Optional<String> refusingRule(Host host) {
    return notAnOnionService(host)
        .or(() ->
            deny.stream()
                .filter(pattern -> pattern.isForEveryPort() && pattern.matches(host))
                .findFirst()
                .map(pattern -> "deny " + pattern.text()))
        .or(() ->
            allow.isEmpty() || allow.stream().anyMatch(pattern -> pattern.matches(host))
                ? Optional.empty()
                : Optional.of("allow"));
  }

  private Optional<String> notAnOnionService(Host host) {
    boolean isOnion = host instanceof Host.Name name && name.isOnion();
    return switch (reach) {
      case EVERYTHING -> Optional.empty();
      case ONION_SERVICES -> isOnion ? Optional.empty() : Optional.of("onion-only");
    };
  }

  private static Optional<DestinationPattern> first(
      List<DestinationPattern> patterns, Destination destination) {
    return patterns.stream().filter(pattern -> pattern.matches(destination)).findFirst();
  }
}
