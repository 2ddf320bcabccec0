package org.sallyport.linux.sandbox;

/// Where the launcher stands when it becomes the application.
public enum Standpoint {
  /// An ordinary user outside the gateway's user namespace: the command line of a rootless gateway.
  USER,
  /// The machine's root; the gateway has no user namespace.
  ROOT,
  /// A child of the gateway, inside its user namespace and with its capabilities.
  INSIDE
}
