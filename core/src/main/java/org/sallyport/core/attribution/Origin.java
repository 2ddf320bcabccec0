package org.sallyport.core.attribution;

/// Who opened a connection.
public sealed interface Origin {
  /// Nobody asked: the launch is one application, so its streams are all alike.
  Origin NOT_ASKED = new NotAsked();

  /// The launch is one application.
  record NotAsked() implements Origin {}

  /// A process that was found and did not change while it was looked at.
  ///
  /// @param pid its number when it opened the connection, as the gateway's host numbers it
  /// @param program what it runs
  record Found(long pid, Program program) implements Origin {}

  /// Nobody could be found for certain: the process is gone, may not be looked at, shares the
  /// socket with another program, or there was no time to look.
  ///
  /// @param nonce never given twice in one run of the gateway; it goes into the isolation key, so
  ///   that the connection shares a circuit with nobody
  record Unknown(long nonce) implements Origin {}
}
