package org.sallyport.linux.nft;

/// Where one kind of outgoing traffic goes: to a port of the gateway on loopback, or nowhere.
public sealed interface Redirect {
  /// To that port, on `127.0.0.1` and `::1` alike.
  ///
  /// @param port 1 to 65535
  record To(int port) implements Redirect {
    private static final int HIGHEST_PORT = 65_535;

    public To {
      if (port < 1 || port > HIGHEST_PORT) {
        throw new IllegalArgumentException(
            "port: " + port + " (expected: 1 to " + HIGHEST_PORT + ")");
      }
    }
  }

  /// Refused at once.
  record Off() implements Redirect {}
}
