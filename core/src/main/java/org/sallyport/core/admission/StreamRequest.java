package org.sallyport.core.admission;

import org.sallyport.core.attribution.Origin;
import org.sallyport.core.port.Port;
import org.sallyport.core.stream.ClientProtocol;
import org.sallyport.core.stream.Credentials;
import org.sallyport.core.stream.Destination;

/// One stream that an application asks for, as the port understood it.
///
/// @param port the listener that it came to
/// @param protocol how it was asked for
/// @param credentials what the client gave; empty if nothing
/// @param destination where it wants to go; a fake address is already replaced by its name
/// @param purpose a connection, or only a lookup
/// @param origin who opened the connection that asked
public record StreamRequest(
    Port port,
    ClientProtocol protocol,
    Credentials credentials,
    Destination destination,
    Purpose purpose,
    Origin origin) {
  /// A stream of whom nobody asked who opened it.
  public StreamRequest(
      Port port,
      ClientProtocol protocol,
      Credentials credentials,
      Destination destination,
      Purpose purpose) {
    this(port, protocol, credentials, destination, purpose, Origin.NOT_ASKED);
  }

  /// The same stream, opened by somebody.
  public StreamRequest openedBy(Origin opener) {
    return new StreamRequest(port, protocol, credentials, destination, purpose, opener);
  }

  /// The same stream to another destination.
  public StreamRequest to(Destination other) {
    return new StreamRequest(port, protocol, credentials, other, purpose, origin);
  }

  /// What tor is asked to do.
  public enum Purpose {
    /// `CONNECT`: a stream to the destination.
    CONNECT,
    /// tor's `RESOLVE` (SOCKS command 0xF0): a name to an address.
    RESOLVE,
    /// tor's `RESOLVE_PTR` (0xF1): an address to a name.
    RESOLVE_PTR
  }
}
