package org.sallyport.linux.attribution;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.sallyport.core.attribution.Flow;
import org.sallyport.linux.link.WorkstationLink;
import org.sallyport.linux.namespace.NetworkNamespace;

/// A namespace with a listener, real processes that connect to it, and who they are found to be.
final class Visitors implements AutoCloseable {
  final NetworkNamespace namespace = NetworkNamespace.create();
  final SocketAttribution attribution;
  private final ServerSocket listener;
  private final Deque<Closeable> open = new ArrayDeque<>();

  Visitors() throws Exception {
    var _ = WorkstationLink.configure(namespace);
    attribution = SocketAttribution.of(namespace);
    listener = namespace.run(() -> new ServerSocket(0, 600, InetAddress.ofLiteral("::")));
    listener.setSoTimeout(20_000);
  }

  int port() {
    return listener.getLocalPort();
  }

  /// Starts a program inside; it is ended with this.
  Process start(Path directory, List<String> command) throws IOException {
    return startHere(directory, inside(command));
  }

  /// The command line that runs a program inside.
  List<String> inside(List<String> command) {
    var line = new ArrayList<String>();
    line.add("nsenter");
    line.add("--net=/proc/" + ProcessHandle.current().pid() + "/fd/" + namespace.descriptor());
    line.addAll(command);
    return line;
  }

  /// Starts a program outside; it is ended with this.
  Process startHere(Path directory, List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    open.push(() -> {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
    });
    return process;
  }

  Process start(Path directory, String... command) throws IOException {
    return start(directory, Arrays.asList(command));
  }

  /// The next connection, kept open.
  Flow accept() throws IOException {
    Socket connection = listener.accept();
    open.push(connection);
    return flow(connection);
  }

  /// Sends a byte on the last connection.
  void answerLast() throws IOException {
    for (Closeable one : open) {
      if (one instanceof Socket connection) {
        connection.getOutputStream().write('x');
        return;
      }
    }
    throw new IllegalStateException("no connection was accepted");
  }

  static Flow flow(Socket accepted) {
    return new Flow.Internet(
        Flow.Transport.TCP,
        end((InetSocketAddress) accepted.getRemoteSocketAddress()),
        end((InetSocketAddress) accepted.getLocalSocketAddress()));
  }

  static Flow.End end(InetSocketAddress address) {
    return new Flow.End(address.getAddress(), address.getPort());
  }

  @Override
  public void close() throws IOException {
    while (!open.isEmpty()) {
      open.pop().close();
    }
    listener.close();
    attribution.close();
    namespace.close();
  }
}
