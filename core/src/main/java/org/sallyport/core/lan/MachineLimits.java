package org.sallyport.core.lan;

/// How much of a gateway one machine may use.
///
/// @param connections how many it may have at once
/// @param newConnections how many it may open in a second
public record MachineLimits(int connections, int newConnections) {
  /// Enough for a desktop with a browser.
  public static final MachineLimits DEFAULTS = new MachineLimits(1024, 100);

  /// The most of either that can be configured.
  public static final int MOST = 65_535;

  public MachineLimits {
    if (connections < 1 || connections > MOST || newConnections < 1 || newConnections > MOST) {
      throw new IllegalArgumentException(
          "limits: %d, %d (expected: 1 to %d)".formatted(connections, newConnections, MOST));
    }
  }
}
