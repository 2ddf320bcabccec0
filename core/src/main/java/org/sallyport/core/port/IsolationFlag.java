package org.sallyport.core.port;

/// The isolation flags of a torrc port line (tor(1), "isolation flags"). `IsolateClientAddr` and
/// `IsolateSOCKSAuth` are on unless a port says otherwise; the first cannot be turned off here,
/// where every launch is a client address of its own.
public enum IsolationFlag {
  ISOLATE_CLIENT_ADDR("IsolateClientAddr"),
  ISOLATE_SOCKS_AUTH("IsolateSOCKSAuth"),
  ISOLATE_CLIENT_PROTOCOL("IsolateClientProtocol"),
  ISOLATE_DEST_ADDR("IsolateDestAddr"),
  ISOLATE_DEST_PORT("IsolateDestPort");

  private final String torrcName;

  IsolationFlag(String torrcName) {
    this.torrcName = torrcName;
  }

  /// The flag as torrc spells it.
  public String torrcName() {
    return torrcName;
  }
}
