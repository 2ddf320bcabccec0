package org.sallyport.testbed.network;

/// A step of the network's start-up, in order.
public enum NetworkPhase {
  /// Making the authority's certificate and the relays' identities.
  KEYS("making keys"),
  /// Starting the tors and taking ownership of them.
  PROCESSES("starting relays"),
  /// Waiting until the authority has seen every relay's descriptor.
  DESCRIPTORS("collecting descriptors"),
  /// Letting the authority vote and publish the consensus.
  VOTE("voting"),
  /// Waiting until every relay has the directory.
  DIRECTORY("spreading the directory"),
  /// Clients may start.
  READY("private network ready");

  private final String text;

  NetworkPhase(String text) {
    this.text = text;
  }

  /// The step in words, for a progress line.
  public String text() {
    return text;
  }
}
