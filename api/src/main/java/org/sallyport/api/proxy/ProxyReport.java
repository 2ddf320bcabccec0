package org.sallyport.api.proxy;

import static java.util.Objects.requireNonNull;

/// What `proxy` tells: the proxy setting of a desktop in a workstation's home.
///
/// @param desktop `kde` or `gnome`
/// @param workstation whose home
/// @param state how it is
/// @param port the SocksPort that it leads to when it is on
/// @param file where it stands, seen from outside of the workstation
public record ProxyReport(String desktop, String workstation, State state, int port, String file) {
  /// How a setting is.
  public enum State {
    /// It leads to the port.
    ON,
    /// It is the user's own, or none.
    OFF,
    /// It was switched on, and somebody has changed it since.
    CHANGED
  }

  public ProxyReport {
    requireNonNull(desktop, "desktop");
    requireNonNull(workstation, "workstation");
    requireNonNull(state, "state");
    requireNonNull(file, "file");
  }
}
