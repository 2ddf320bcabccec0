package org.sallyport.tor.torrc;

/// The flags that a SocksPort of the upstream may have: those that are no isolation.
///
/// Isolation is the SOCKS token alone, so `IsolateSOCKSAuth` is always on and no flag exists here
/// that could turn it off.
public enum SocksFlag {
  KEEP_ALIVE_ISOLATE_SOCKS_AUTH("KeepAliveIsolateSOCKSAuth"),
  NO_IPV4_TRAFFIC("NoIPv4Traffic"),
  NO_IPV6_TRAFFIC("NoIPv6Traffic"),
  NO_PREFER_IPV6("NoPreferIPv6"),
  ONION_TRAFFIC_ONLY("OnionTrafficOnly"),
  NO_ONION_TRAFFIC("NoOnionTraffic"),
  EXTENDED_ERRORS("ExtendedErrors");

  private final String text;

  SocksFlag(String text) {
    this.text = text;
  }

  /// The flag in torrc spelling.
  String text() {
    return text;
  }
}
