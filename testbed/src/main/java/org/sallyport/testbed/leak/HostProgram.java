package org.sallyport.testbed.leak;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// What programs of the host have that an application may not reach: a file with a secret and a
/// unix socket by path. (Its abstract socket belongs to a prober that stays outside.)
final class HostProgram implements AutoCloseable {
  /// The socket's name in its directory.
  static final String SOCKET = "host.sock";

  /// The secret's.
  static final String SECRET = "secret";

  /// The name of the abstract socket.
  static final String ABSTRACT = "/tmp/.X11-unix/X77";

  private final ServerSocketChannel socket;

  private HostProgram(ServerSocketChannel socket) {
    this.socket = socket;
  }

  /// Makes both in a directory.
  static HostProgram start(Path directory) throws IOException {
    Path _ = Files.writeString(directory.resolve(SECRET), "the host's");
    var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    socket.bind(UnixDomainSocketAddress.of(directory.resolve(SOCKET)), BACKLOG);
    return new HostProgram(socket);
  }

  /// Nobody takes the connections: that they can be made is enough.
  private static final int BACKLOG = 1024;

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
