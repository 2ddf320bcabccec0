package org.sallyport.core.port;

/// The isolation flags of a torrc port line (tor(1), "isolation flags"). `IsolateClientAddr` and
/// `IsolateSOCKSAuth` are on unless a port says otherwise; the first cannot be turned off here,
/// where every launch is a client address of its own.
public enum IsolationFlag {
  ISOLATE_CLIENT_ADDR("IsolateClientAddr", "another launch; always on"),
  ISOLATE_SOCKS_AUTH(
      "IsolateSOCKSAuth",
      "other SOCKS or proxy credentials; on unless `NoIsolateSOCKSAuth` is said"),
  ISOLATE_CLIENT_PROTOCOL(
      "IsolateClientProtocol", "another of SOCKS 4, SOCKS 5, HTTP, transparent, DNS"),
  ISOLATE_DEST_ADDR("IsolateDestAddr", "another destination host"),
  ISOLATE_DEST_PORT("IsolateDestPort", "another destination port");

  private final String torrcName;
  private final String keepsApart;

  IsolationFlag(String torrcName, String keepsApart) {
    this.torrcName = torrcName;
    this.keepsApart = keepsApart;
  }

  /// Which streams a stream shares no circuit with, in a few words.
  public String keepsApart() {
    return keepsApart;
  }

  /// The flag as torrc spells it.
  public String torrcName() {
    return torrcName;
  }
}
