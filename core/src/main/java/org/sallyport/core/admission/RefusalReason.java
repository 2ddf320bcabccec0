package org.sallyport.core.admission;

/// Why a stream is refused. Each protocol answers a refusal with its own error; none is silent.
public enum RefusalReason {
  /// The gateway is not open: tor is absent, not bootstrapped, or something is in doubt.
  BLOCKED,
  /// The application's `allow` or `deny` list, or its `onion-only`.
  POLICY,
  /// A private, loopback, link-local, multicast or otherwise internal address: no exit reaches the
  /// one that the application means, and asking would tell the exit about the local network.
  INTERNAL_ADDRESS,
  /// The port has `OnionTrafficOnly` and this is no onion service.
  ONION_TRAFFIC_ONLY,
  /// The port has `NoOnionTraffic` and this is an onion service.
  NO_ONION_TRAFFIC,
  /// The port has `NoDNSRequest` and this is a name that an exit would have to resolve.
  NO_DNS_REQUEST,
  /// The port has `NoIPv4Traffic`, and this is an IPv4 address, or a SOCKS 4 request.
  NO_IPV4_TRAFFIC,
  /// The port has `NoIPv6Traffic` and this is an IPv6 address.
  NO_IPV6_TRAFFIC,
  /// A fake address that this application was never given.
  UNKNOWN_FAKE_ADDRESS,
  /// The connection was made to the port itself: a loop.
  LOOP,
  /// The connection was meant for a port that the gateway does not have, or cannot tell.
  UNKNOWN_PORT,
  /// The application, or the gateway, already has as many streams as its limit allows.
  TOO_MANY_STREAMS
}
