package org.sallyport.core.admission;

/// Why a stream is refused. Each protocol answers a refusal with its own error; none is silent.
public enum RefusalReason {
  /// The gateway is not open: tor is absent, not bootstrapped, or something is in doubt.
  BLOCKED,
  /// The workstation's policy does not allow it.
  POLICY,
  /// A private, loopback, link-local, multicast or otherwise internal address: no exit reaches the
  /// one that the application means, and asking would tell the exit about the local network.
  INTERNAL_ADDRESS,
  /// A fake address that this application was never given.
  UNKNOWN_FAKE_ADDRESS,
  /// The connection was made to the port itself: a loop.
  LOOP,
  /// The application, or the gateway, already has as many streams as its limit allows.
  TOO_MANY_STREAMS
}
