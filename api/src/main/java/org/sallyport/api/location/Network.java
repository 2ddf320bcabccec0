package org.sallyport.api.location;

import java.util.Arrays;
import java.util.Optional;

/// Which Tor network a gateway uses. One user runs at most one gateway per network.
public enum Network {
  /// The public Tor network.
  TOR("tor"),
  /// A private Tor network on this machine, made and ended with its gateway.
  TESTNET("testnet");

  private final String text;

  Network(String text) {
    this.text = text;
  }

  /// Its name on the command line and in paths.
  public String text() {
    return text;
  }

  /// The network of this name.
  public static Optional<Network> of(String text) {
    return Arrays.stream(values()).filter(network -> network.text.equals(text)).findFirst();
  }

  @Override
  public String toString() {
    return text;
  }
}
