package org.sallyport.core.port;

/// What a port speaks; the names are torrc's (`SocksPort`, `HTTPTunnelPort`, `TransPort`,
/// `DNSPort`).
public enum PortKind {
  SOCKS("SocksPort"),
  HTTP_TUNNEL("HTTPTunnelPort"),
  TRANS("TransPort"),
  DNS("DNSPort");

  private final String torrcName;

  PortKind(String torrcName) {
    this.torrcName = torrcName;
  }

  /// The torrc option of the same meaning.
  public String torrcName() {
    return torrcName;
  }
}
