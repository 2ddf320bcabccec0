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
    if (request.protocol() == ClientProtocol.SOCKS4 && port.has(TrafficFlag.NO_IPV4_TRAFFIC)) {
      return by(port, TrafficFlag.NO_IPV4_TRAFFIC, RefusalReason.NO_IPV4_TRAFFIC);
    }
    return switch (request.destination().host()) {
      case Host.Name name when name.isOnion() ->
          by(port, TrafficFlag.NO_ONION_TRAFFIC, RefusalReason.NO_ONION_TRAFFIC);
      case Host.Name _ ->
          by(port, TrafficFlag.ONION_TRAFFIC_ONLY, RefusalReason.ONION_TRAFFIC_ONLY)
              .or(() -> by(port, TrafficFlag.NO_DNS_REQUEST, RefusalReason.NO_DNS_REQUEST));
      case Host.Address(var address) ->
          by(port, TrafficFlag.ONION_TRAFFIC_ONLY, RefusalReason.ONION_TRAFFIC_ONLY)
              .or(() ->
                  address instanceof Inet4Address
                      ? by(port, TrafficFlag.NO_IPV4_TRAFFIC, RefusalReason.NO_IPV4_TRAFFIC)
                      : by(port, TrafficFlag.NO_IPV6_TRAFFIC, RefusalReason.NO_IPV6_TRAFFIC));
    };
  }

  /// The refusal by a flag, if the port has it.
  private static Optional<Refusal> by(Port port, TrafficFlag flag, RefusalReason reason) {
    if (!port.has(flag)) {
      return Optional.empty();
    }
    String rule = port.kind().torrcName() + " " + port.number() + " " + flag.torrcName();
    return Optional.of(new Refusal(reason, Sensitive.of(rule)));
  }
}
