package org.sallyport.testbed.leak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What programs of the host have that an application may not reach: a file with a secret, a unix
/// socket of their own, and the sockets of a desktop and its services at their usual places in
/// `/run`, which in a leak test is its own. (The abstract socket belongs to a prober that stays
/// outside.)
final class HostProgram implements AutoCloseable {
  /// The socket's name in its directory.
  static final String SOCKET = "host.sock";

  /// The secret's.
  static final String SECRET = "secret";

  /// The name of the abstract socket.
  static final String ABSTRACT = "/tmp/.X11-unix/X77";

  /// Nobody takes the connections: that they can be made is enough.
  private static final int BACKLOG = 1024;

  private final List<ServerSocketChannel> sockets;

  private HostProgram(List<ServerSocketChannel> sockets) {
    this.sockets = sockets;
  }

  /// Makes file and socket in a directory, and the sockets in `/run`.
  static HostProgram start(Path directory) throws IOException {
    Path _ = Files.writeString(directory.resolve(SECRET), "the host's");
    var run = Path.of("/run");
    var user = run.resolve("user").resolve(uid());
    var sockets = new ArrayList<ServerSocketChannel>();
    for (Path path :
        List.of(
            directory.resolve(SOCKET),
            run.resolve("dbus/system_bus_socket"),
            run.resolve("systemd/private"),
            run.resolve("docker.sock"),
            user.resolve("bus"),
            user.resolve("wayland-0"))) {
      sockets.add(listen(path));
    }
    return new HostProgram(sockets);
  }

  private static ServerSocketChannel listen(Path path) throws IOException {
    Files.createDirectories(path.resolveSibling("."));
    var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    return socket.bind(UnixDomainSocketAddress.of(path), BACKLOG);
  }

  /// Our own user's number.
  static String uid() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    for (ServerSocketChannel socket : sockets) {
      socket.close();
    }
  }
}
