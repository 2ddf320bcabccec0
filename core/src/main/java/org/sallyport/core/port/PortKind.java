package org.sallyport.core.port;

/// What a port speaks; the names are torrc's (`SocksPort`, `HTTPTunnelPort`, `TransPort`,
/// `DNSPort`, `ControlPort`).
public enum PortKind {
  SOCKS("SocksPort"),
  HTTP_TUNNEL("HTTPTunnelPort"),
  TRANS("TransPort"),
  DNS("DNSPort"),
  /// A stand-in for tor's: it answers what software asks of its own tor, and carries no streams.
  CONTROL("ControlPort");

  private final String torrcName;

  PortKind(String torrcName) {
    this.torrcName = torrcName;
  }

  /// The torrc option of the same meaning.
  public String torrcName() {
    return torrcName;
  }
}
