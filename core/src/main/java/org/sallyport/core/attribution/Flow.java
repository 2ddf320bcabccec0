package org.sallyport.core.attribution;

import java.net.InetAddress;

/// A connection or datagram as the socket that opened it sees it: enough to find that socket. The
/// text form is scrubbed: it names a destination.
///
/// @param transport what carries it
/// @param source the socket's own end
/// @param target where it was meant to go, before any redirection; with `UDP` it plays no part
public record Flow(Transport transport, End source, End target) {
  /// What carries a flow.
  public enum Transport {
    TCP,
    UDP
  }

  /// One end of a flow.
  ///
  /// @param address a literal address
  /// @param port 0 to 65535
  public record End(InetAddress address, int port) {
    @Override
    public String toString() {
      return "[scrubbed]";
    }
  }

  @Override
  public String toString() {
    return "Flow[" + transport + ", [scrubbed]]";
  }
}
