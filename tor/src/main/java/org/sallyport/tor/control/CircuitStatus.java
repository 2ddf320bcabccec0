package org.sallyport.tor.control;

/// The state that a `CIRC` event or a line of `GETINFO circuit-status` reports. Source:
/// control-spec, section 4.1.1.
public enum CircuitStatus {
  LAUNCHED,
  EXTENDED,
  /// All hops are done, a better guard is waited for.
  GUARD_WAIT,
  BUILT,
  FAILED,
  CLOSED,
  /// A state that this version does not know.
  UNKNOWN;

  static CircuitStatus of(String word) {
    for (CircuitStatus status : values()) {
      if (status.name().equals(word)) {
        return status;
      }
    }
    return UNKNOWN;
  }

  /// True if the circuit is gone.
  public boolean isEnd() {
    return this == FAILED || this == CLOSED;
  }
}
