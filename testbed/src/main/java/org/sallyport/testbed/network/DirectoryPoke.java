package org.sallyport.testbed.network;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// An open SOCKS request that makes a relay without a directory fetch it now.
///
/// A relay that was answered 404 before the vote waits in an exponential back-off of 1 to 10 s and
/// more. One SOCKS request while it has no directory makes tor reset its downloads ("Optimistically
/// trying directory fetches again"). It must be closed after about 1.5 s: while it stays open tor
/// resets them every second and never finishes.
final class DirectoryPoke implements AutoCloseable {
  /// SOCKS4 CONNECT to port 1 of an address that no exit will ever be asked for.
  private static final byte[] REQUEST = {4, 1, 0, 1, (byte) 198, 18, 0, 1, 0};

  private final SocketChannel channel;

  private DirectoryPoke(SocketChannel channel) {
    this.channel = channel;
  }

  /// Pokes the tor whose SocksPort this is.
  static DirectoryPoke open(Path socksPort) {
    try {
      var channel = SocketChannel.open(UnixDomainSocketAddress.of(socksPort));
      channel.write(ByteBuffer.wrap(REQUEST));
      return new DirectoryPoke(channel);
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.UPSTREAM,
          "A node of the private Tor network could not be reached at %s (%s). Its notice.log says"
                  .formatted(socksPort, e.getMessage())
              + " more.",
          e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // it is gone either way
    }
  }
}
