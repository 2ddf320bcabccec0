package org.sallyport.dataplane.socks;

import io.netty.buffer.ByteBuf;
import org.sallyport.core.admission.StreamRequest.Purpose;
import org.sallyport.core.stream.Credentials;
import org.sallyport.core.stream.Destination;
import org.sallyport.core.stream.Host;

/// What the bytes of a SOCKS request amount to so far.
sealed interface Parsed {
  /// More bytes are needed; nothing was consumed.
  record Incomplete() implements Parsed {}

  /// Not a request that we take; the reply says so.
  record Malformed(ByteBuf reply) implements Parsed {}

  /// A complete request, consumed.
  record Request(Purpose purpose, Destination destination, Credentials credentials)
      implements Parsed {}

  /// The purpose that a command byte stands for; the same in SOCKS 4 and 5.
  sealed interface Command {
    /// One that we do.
    record Known(Purpose purpose) implements Command {
      /// Whether it can be asked of this host and port: a connection needs a port, and only an
      /// address can be looked up backwards.
      boolean fits(Host host, int port) {
        return switch (purpose) {
          case CONNECT -> port != 0;
          case RESOLVE -> true;
          case RESOLVE_PTR -> host instanceof Host.Address;
        };
      }

      /// The request; a lookup has no port.
      Request request(Host host, int port, Credentials credentials) {
        int used = purpose == Purpose.CONNECT ? port : 0;
        return new Request(purpose, new Destination(host, used), credentials);
      }
    }

    /// `BIND`, `UDP ASSOCIATE`, or nothing at all.
    record Unknown() implements Command {}

    /// What a command byte stands for.
    static Command of(int code) {
      return switch (code) {
        case 0x01 -> new Known(Purpose.CONNECT);
        case 0xF0 -> new Known(Purpose.RESOLVE);
        case 0xF1 -> new Known(Purpose.RESOLVE_PTR);
        default -> new Unknown();
      };
    }
  }
}
