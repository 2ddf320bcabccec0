package org.sallyport.core.firewall;

import java.net.InetAddress;

/// What a rule does with a packet that it matches.
public sealed interface Verdict {
  /// It passes this chain.
  record Accept() implements Verdict {}

  /// It is gone, and nobody is told.
  record Drop() implements Verdict {}

  /// It is gone, and who sent it is told so.
  record Reject() implements Verdict {}

  /// It goes to a socket of the gateway's.
  ///
  /// @param address where the socket listens
  /// @param port its number
  record Redirect(InetAddress address, int port) implements Verdict {}

  Verdict ACCEPT = new Accept();
  Verdict DROP = new Drop();
  Verdict REJECT = new Reject();
}
