package org.sallyport.gateway.settings;

import java.util.List;

/// What tor must be told beside the production torrc to use the network that it is in.
///
/// @param torrcLines whole torrc lines; empty for the public network, `DirAuthority` lines for a
///   private one
public record Uplink(List<String> torrcLines) {
  /// The public Tor network.
  public static final Uplink PUBLIC = new Uplink(List.of());

  public Uplink {
    torrcLines = List.copyOf(torrcLines);
  }
}
