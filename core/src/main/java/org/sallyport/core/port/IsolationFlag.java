package org.sallyport.core.port;

/// The isolation flags of a torrc port line (tor(1), "Isolation flags"). `IsolateSOCKSAuth` is on
/// unless a port says otherwise; `IsolateClientAddr` always holds for local workstations, where
/// every application is an address of its own.
public enum IsolationFlag {
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
