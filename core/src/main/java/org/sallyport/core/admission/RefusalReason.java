package org.sallyport.core.admission;

/// Why a stream is refused. Each protocol answers a refusal with its own error; none is silent.
public enum RefusalReason {
  /// The gateway is not open: tor is absent, not bootstrapped, or something is in doubt.
  BLOCKED(Kind.UNAVAILABLE),
  /// The application's `allow` or `deny` list, or its `onion-only`.
  POLICY(Kind.FORBIDDEN),
  /// A private, loopback, link-local, multicast or otherwise internal address: no exit reaches the
  /// one that the application means, and asking would tell the exit about the local network.
  INTERNAL_ADDRESS(Kind.FORBIDDEN),
  /// The port has `OnionTrafficOnly` and this is no onion service.
  ONION_TRAFFIC_ONLY(Kind.FORBIDDEN),
  /// The port has `NoOnionTraffic` and this is an onion service.
  NO_ONION_TRAFFIC(Kind.FORBIDDEN),
  /// The port has `NoDNSRequest` and this is a name that an exit would have to resolve.
  NO_DNS_REQUEST(Kind.FORBIDDEN),
  /// The port has `NoIPv4Traffic`, and this is an IPv4 address, or a SOCKS 4 request.
  NO_IPV4_TRAFFIC(Kind.FORBIDDEN),
  /// The port has `NoIPv6Traffic` and this is an IPv6 address.
  NO_IPV6_TRAFFIC(Kind.FORBIDDEN),
  /// A fake address that this application was never given.
  UNKNOWN_FAKE_ADDRESS(Kind.UNREACHABLE),
  /// The connection was made to the port itself: a loop.
  LOOP(Kind.FORBIDDEN),
  /// The connection was meant for a port that the gateway does not have, or cannot tell.
  UNKNOWN_PORT(Kind.FORBIDDEN),
  /// The application, or the gateway, already has as many streams as its limit allows.
  TOO_MANY_STREAMS(Kind.UNAVAILABLE);

  private final Kind kind;

  RefusalReason(Kind kind) {
    this.kind = kind;
  }

  /// What a client can make of it: each protocol has an error for each kind.
  public enum Kind {
    /// Not now; another time it may pass.
    UNAVAILABLE,
    /// A rule forbids it.
    FORBIDDEN,
    /// There is no such host.
    UNREACHABLE
  }

  /// What a client can make of it.
  public Kind kind() {
    return kind;
  }
}
