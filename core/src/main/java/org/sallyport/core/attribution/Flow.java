package org.sallyport.core.attribution;

import java.net.InetAddress;

/// A connection or datagram, told so that the socket that opened it can be found. The text form is
/// scrubbed: it names a destination.
public sealed interface Flow {
  /// One of an internet protocol, as the socket that opened it sees it.
  ///
  /// @param transport what carries it
  /// @param source the socket's own end
  /// @param target where it was meant to go, before any redirection; with `UDP` it plays no part
  record Internet(Transport transport, End source, End target) implements Flow {
    @Override
    public String toString() {
      return "Internet[" + transport + ", [scrubbed]]";
    }
  }

  /// A connection by a unix socket.
  ///
  /// @param accepted the number of our descriptor that is the accepted socket, the other end of the
  ///   one that is sought. When it has been closed, the number may be another's, and an answer
  ///   means nothing: whoever asks leaves it
  record Local(int accepted) implements Flow {}

  /// What carries a flow.
  enum Transport {
    TCP,
    UDP
  }

  /// One end of a flow.
  ///
  /// @param address a literal address
  /// @param port 0 to 65535
  record End(InetAddress address, int port) {
    @Override
    public String toString() {
      return "[scrubbed]";
    }
  }
}
