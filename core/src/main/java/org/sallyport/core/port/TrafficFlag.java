package org.sallyport.core.port;

/// The flags of a torrc port line that say what a port carries, not what it keeps apart (tor(1),
/// "Other recognized flags for a SocksPort"). Each constant is a departure from tor's default, so a
/// port without any behaves as `SocksPort 9050` does: names, both address families and onion
/// services, plain errors, IPv4 preferred.
public enum TrafficFlag {
  /// An exit connects to no IPv4 address. Literals are refused by the gateway, names by the
  /// upstream; SOCKS 4, which knows nothing else, is refused whole.
  NO_IPV4_TRAFFIC(
      "NoIPv4Traffic", Enforcer.BOTH, "exits connect to no IPv4 address; SOCKS 4 is refused"),
  /// An exit connects to no IPv6 address: as above.
  NO_IPV6_TRAFFIC("NoIPv6Traffic", Enforcer.BOTH, "exits connect to no IPv6 address"),
  /// An exit that may choose connects by IPv6.
  PREFER_IPV6("PreferIPv6", Enforcer.UPSTREAM, "exits that can choose connect by IPv6"),
  /// A name that an exit would have to resolve is refused; onion services and addresses pass.
  NO_DNS_REQUEST("NoDNSRequest", Enforcer.GATEWAY, "names that an exit would resolve are refused"),
  /// Onion services are refused.
  NO_ONION_TRAFFIC("NoOnionTraffic", Enforcer.GATEWAY, "onion services are refused"),
  /// Everything but onion services is refused.
  ONION_TRAFFIC_ONLY(
      "OnionTrafficOnly", Enforcer.GATEWAY, "everything but onion services is refused"),
  /// A circuit lives as long as streams with credentials use it, instead of `MaxCircuitDirtiness`.
  KEEP_ALIVE_ISOLATE_SOCKS_AUTH(
      "KeepAliveIsolateSOCKSAuth",
      Enforcer.UPSTREAM,
      "circuits of streams with credentials are kept while in use"),
  /// SOCKS 5 says what went wrong with an onion service, 0xF0 to 0xF7 (proposal 304).
  EXTENDED_ERRORS(
      "ExtendedErrors",
      Enforcer.UPSTREAM,
      "SOCKS 5 says what went wrong with an onion service, 0xF0 to 0xF7"),
  /// SOCKS 5 takes "no authentication" even from a client that offers credentials.
  PREFER_SOCKS_NO_AUTH(
      "PreferSOCKSNoAuth",
      Enforcer.GATEWAY,
      "SOCKS 5 asks for no credentials, even of those who offer some");

  private final String torrcName;
  private final Enforcer enforcer;
  private final String effect;

  TrafficFlag(String torrcName, Enforcer enforcer, String effect) {
    this.torrcName = torrcName;
    this.enforcer = enforcer;
    this.effect = effect;
  }

  /// Who sees to it that a flag holds.
  public enum Enforcer {
    /// The gateway, before tor is asked.
    GATEWAY,
    /// tor: the stream goes to a SocksPort of the upstream that has the flag.
    UPSTREAM,
    /// What the gateway can see it decides; the rest is tor's.
    BOTH
  }

  /// The flag as torrc spells it.
  public String torrcName() {
    return torrcName;
  }

  /// What it does, in a few words.
  public String effect() {
    return effect;
  }

  /// Who enforces it.
  public Enforcer enforcer() {
    return enforcer;
  }

  /// Whether the upstream's SocksPort needs the flag.
  public boolean isUpstreams() {
    return enforcer != Enforcer.GATEWAY;
  }
}
