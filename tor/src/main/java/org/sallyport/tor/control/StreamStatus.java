package org.sallyport.tor.control;

/// The state that a `STREAM` event reports. Source: control-spec, section 4.1.2.
public enum StreamStatus {
  /// A new request to connect; on circuit 0.
  NEW,
  /// A new request to resolve; on circuit 0.
  NEWRESOLVE,
  /// The address was replaced, by a cache, a map or the exit's answer.
  REMAP,
  /// A connect cell was sent along the named circuit: from here on that circuit carries the stream.
  SENTCONNECT,
  /// A resolve cell was sent along the named circuit.
  SENTRESOLVE,
  /// The exit answered; never sent for transparent and DNS streams.
  SUCCEEDED,
  /// The stream failed for good; `CLOSED` follows.
  FAILED,
  /// The stream is gone. Always the last event of a stream.
  CLOSED,
  /// The stream left the named circuit and will be tried on another.
  DETACHED,
  /// The stream waits for a controller to attach it.
  CONTROLLER_WAIT,
  /// We told the other side to stop sending.
  XOFF_SENT,
  /// The other side told us to stop sending.
  XOFF_RECV,
  /// We told the other side to go on.
  XON_SENT,
  /// The other side told us to go on.
  XON_RECV,
  /// A state that this version does not know.
  UNKNOWN;

  static StreamStatus of(String word) {
    for (StreamStatus status : values()) {
      if (status.name().equals(word)) {
        return status;
      }
    }
    return UNKNOWN;
  }
}
