package org.sallyport.core.isolation;

/// tor's own idea of who may share a circuit, written down from `core/or/connection_edge.c` and
/// independently of ours: plain numbers and texts, flags as bits.
///
/// `connection_edge_compatible_with_circuit`: a circuit remembers the values of the first stream on
/// it; a later stream is compared in the fields that *its own* port isolates by, and in no other.
/// Session group and epoch are always among them (`ISO_DEFAULT`).
final class TorModel {
  static final int DEST_PORT = 1;
  static final int DEST_ADDR = 1 << 1;
  static final int SOCKS_AUTH = 1 << 2;
  static final int CLIENT_PROTO = 1 << 3;
  static final int CLIENT_ADDR = 1 << 4;

  private TorModel() {}

  /// A stream as tor sees it.
  ///
  /// @param flags the isolation flags of its listener
  /// @param sessionGroup of its listener; negative for a listener's own
  /// @param clientAddress where it comes from
  /// @param epoch how many NEWNYM there were
  /// @param auth user name and password as one text, "" for none
  /// @param protocol which of SOCKS 4, SOCKS 5, HTTP, transparent and DNS
  /// @param address where it goes
  /// @param port and to which port
  record Stream(
      int flags,
      int sessionGroup,
      String clientAddress,
      String epoch,
      String auth,
      int protocol,
      String address,
      int port) {}

  /// Whether tor may put `later` on a circuit that was made for `first`.
  static boolean mayJoin(Stream first, Stream later) {
    return first.sessionGroup == later.sessionGroup
        && first.epoch.equals(later.epoch)
        && same(later, DEST_PORT, first.port == later.port)
        && same(later, DEST_ADDR, first.address.equalsIgnoreCase(later.address))
        && same(later, SOCKS_AUTH, first.auth.equals(later.auth))
        && same(later, CLIENT_PROTO, first.protocol == later.protocol)
        && same(later, CLIENT_ADDR, first.clientAddress.equals(later.clientAddress));
  }

  private static boolean same(Stream stream, int flag, boolean equal) {
    return (stream.flags & flag) == 0 || equal;
  }
}
