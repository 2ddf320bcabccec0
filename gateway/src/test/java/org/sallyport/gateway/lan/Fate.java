package org.sallyport.gateway.lan;

import org.sallyport.core.port.PortKind;

/// What becomes of a packet, whoever decides.
sealed interface Fate {
  /// It reaches a port for workstations.
  record Reaches(PortKind kind) implements Fate {}

  /// It passes.
  record Passes() implements Fate {}

  /// It is gone, and nobody is told.
  record Dropped() implements Fate {}

  /// It is gone, and its sender, on this machine, is told.
  record Rejected() implements Fate {}
}
