package org.sallyport.core.isolation;

import org.jspecify.annotations.Nullable;
import org.sallyport.core.port.IsolationFlag;
import org.sallyport.core.port.Port;
import org.sallyport.core.stream.ClientProtocol;
import org.sallyport.core.stream.Credentials;
import org.sallyport.core.stream.Destination;
import org.sallyport.core.workstation.Identity;

/// Builds the key of a stream: whose it is, plus whatever the port's flags keep apart.
public final class IsolationKeys {
  private IsolationKeys() {}

  /// The key of a stream.
  ///
  /// @param identity whose stream it is
  /// @param port the port it came to; its flags and session group decide what plays a part
  /// @param protocol how it reached us
  /// @param credentials what the client gave; empty counts as none, as in tor, and none is told
  ///   apart from "not asked for"
  /// @param destination where it wants to go
  public static IsolationKey keyOf(
      Identity identity,
      Port port,
      ClientProtocol protocol,
      Credentials credentials,
      Destination destination) {
    return new IsolationKey(
        identity,
        port.group(),
        credentialsThatCount(port, credentials),
        port.has(IsolationFlag.ISOLATE_DEST_ADDR) ? destination.host() : null,
        port.has(IsolationFlag.ISOLATE_DEST_PORT) ? destination.port() : null,
        port.has(IsolationFlag.ISOLATE_CLIENT_PROTOCOL) ? protocol : null,
        null);
  }

  private static @Nullable Credentials credentialsThatCount(Port port, Credentials credentials) {
    if (!port.has(IsolationFlag.ISOLATE_SOCKS_AUTH)) {
      return null;
    }
    return switch (port.kind()) {
      case SOCKS, HTTP_TUNNEL -> credentials.isEmpty() ? Credentials.NONE : credentials;
      case TRANS, DNS, CONTROL -> Credentials.NONE;
    };
  }
}
