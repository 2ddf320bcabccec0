package org.sallyport.core.port;

/// Which ports may share circuits. Different ports never do unless they name the same group; that
/// is torrc's default (`SessionGroup=INT`), kept here.
public sealed interface SessionGroup {
  /// The port's own group, shared with no other port.
  record OfPort(PortKind kind, int number) implements SessionGroup {}

  /// A group that several ports name.
  ///
  /// @param number 0 or more, as in torrc
  record Named(int number) implements SessionGroup {
    public Named {
      if (number < 0) {
        throw new IllegalArgumentException("SessionGroup: " + number + " (expected: 0 or more)");
      }
    }
  }
}
