package org.sallyport.core.admission;

import java.net.Inet4Address;
import java.util.Optional;
import org.sallyport.core.port.Port;
import org.sallyport.core.port.TrafficFlag;
import org.sallyport.core.secret.Sensitive;
import org.sallyport.core.stream.ClientProtocol;
import org.sallyport.core.stream.Host;

/// The traffic flags of a port that the gateway enforces by itself, as tor does
/// (`connection_ap_handshake_rewrite_and_attach` in `core/or/connection_edge.c`), except that every
/// protocol is held to them: tor lets SOCKS 4 past some.
final class PortRules {
  private PortRules() {}

  /// Why the port does not carry the stream, or empty if it does.
  static Optional<Refusal> refusal(Port port, StreamRequest request) {
    return reason(port, request)
        .map(reason -> new Refusal(reason, Sensitive.of(rule(port, reason))));
  }

  private static Optional<RefusalReason> reason(Port port, StreamRequest request) {
    if (port.has(TrafficFlag.NO_IPV4_TRAFFIC) && request.protocol() == ClientProtocol.SOCKS4) {
      return Optional.of(RefusalReason.NO_IPV4_TRAFFIC);
    }
    return switch (request.destination().host()) {
      case Host.Name name when name.isOnion() ->
          reasonIf(port, TrafficFlag.NO_ONION_TRAFFIC, RefusalReason.NO_ONION_TRAFFIC);
      case Host.Name _ ->
          reasonIf(port, TrafficFlag.ONION_TRAFFIC_ONLY, RefusalReason.ONION_TRAFFIC_ONLY)
              .or(() -> reasonIf(port, TrafficFlag.NO_DNS_REQUEST, RefusalReason.NO_DNS_REQUEST));
      case Host.Address(var address) ->
          reasonIf(port, TrafficFlag.ONION_TRAFFIC_ONLY, RefusalReason.ONION_TRAFFIC_ONLY)
              .or(() ->
                  address instanceof Inet4Address
                      ? reasonIf(port, TrafficFlag.NO_IPV4_TRAFFIC, RefusalReason.NO_IPV4_TRAFFIC)
                      : reasonIf(port, TrafficFlag.NO_IPV6_TRAFFIC, RefusalReason.NO_IPV6_TRAFFIC));
    };
  }

  private static Optional<RefusalReason> reasonIf(
      Port port, TrafficFlag flag, RefusalReason reason) {
    return port.has(flag) ? Optional.of(reason) : Optional.empty();
  }

  private static String rule(Port port, RefusalReason reason) {
    String flag =
        switch (reason) {
          case NO_IPV4_TRAFFIC -> TrafficFlag.NO_IPV4_TRAFFIC.torrcName();
          case NO_IPV6_TRAFFIC -> TrafficFlag.NO_IPV6_TRAFFIC.torrcName();
          case NO_DNS_REQUEST -> TrafficFlag.NO_DNS_REQUEST.torrcName();
          case NO_ONION_TRAFFIC -> TrafficFlag.NO_ONION_TRAFFIC.torrcName();
          case ONION_TRAFFIC_ONLY -> TrafficFlag.ONION_TRAFFIC_ONLY.torrcName();
          case BLOCKED,
              POLICY,
              INTERNAL_ADDRESS,
              UNKNOWN_FAKE_ADDRESS,
              LOOP,
              UNKNOWN_PORT,
              TOO_MANY_STREAMS ->
              throw new IllegalArgumentException(
                  "reason: " + reason + " (expected: one of a port's flags)");
        };
    return port.kind().torrcName() + " " + port.number() + " " + flag;
  }
}
