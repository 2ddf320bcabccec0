package org.sallyport.dataplane.control;

/// How many connections to ControlPorts an application holds. Confined to the event loop of its
/// compartment.
public final class ControlQuota {
  /// Connections of one application at once.
  public static final int MAX_CONNECTIONS = 32;

  private int taken;

  /// Takes one, if one is left.
  boolean tryTake() {
    if (taken >= MAX_CONNECTIONS) {
      return false;
    }
    taken++;
    return true;
  }

  /// Gives one back.
  void giveBack() {
    taken--;
  }
}
