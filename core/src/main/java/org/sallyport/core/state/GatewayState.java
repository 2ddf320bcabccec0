package org.sallyport.core.state;

/// What the gateway is doing. Ports exist and refuse in every state but `OPEN`.
///
/// `STOPPED → STARTING → (BLOCKED ⇄ OPEN) → STOPPING`. Any doubt is `BLOCKED`.
public enum GatewayState {
  /// Nothing runs.
  STOPPED,
  /// tor is being started and bootstraps.
  STARTING,
  /// tor is lost, not bootstrapped, or something about the enforcement is in doubt.
  BLOCKED,
  /// A live, bootstrapped tor under our ownership; streams may pass.
  OPEN,
  /// Streams are being ended; nothing new passes.
  STOPPING;

  /// Whether a stream may pass in this state.
  public boolean streamsMayPass() {
    return this == OPEN;
  }
}
