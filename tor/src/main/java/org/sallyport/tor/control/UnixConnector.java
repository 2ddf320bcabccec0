package org.sallyport.tor.control;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// Connects to a unix socket that may not be there yet.
///
/// A connect never blocks: one that is not done at once (the backlog is full) counts as failed and
/// is tried again, so the deadline holds whatever the other side does.
final class UnixConnector {
  private static final Duration PAUSE = Duration.ofMillis(20);

  private UnixConnector() {}

  static SocketChannel connect(Path path, Duration deadline) {
    var address = UnixDomainSocketAddress.of(path);
    long attempts = Math.max(1, deadline.dividedBy(PAUSE));
    IOException failure = new IOException("no attempt was made");
    for (long attempt = 1; attempt <= attempts; attempt++) {
      try {
        return connectNow(address);
      } catch (IOException e) {
        failure = e;
      }
      pause(path);
    }
    throw new GatewayException(
        ErrorKind.TIMEOUT,
        "cannot connect to tor's control socket %s within %d ms: %s; is tor running?"
            .formatted(path, deadline.toMillis(), failure.getMessage()),
        failure);
  }

  private static SocketChannel connectNow(UnixDomainSocketAddress address) throws IOException {
    var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.configureBlocking(false);
      if (channel.connect(address)) {
        channel.configureBlocking(true);
        return channel;
      }
      throw new IOException("the socket accepts no connection now");
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static void pause(Path path) {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatewayException(
          ErrorKind.UPSTREAM, "interrupted while connecting to tor's control socket " + path, e);
    }
  }
}
