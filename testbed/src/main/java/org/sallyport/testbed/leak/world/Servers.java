package org.sallyport.testbed.leak.world;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.sallyport.linux.namespace.NetworkNamespace;

/// What listens on all hosts of a world: it tells whoever connects where he comes from, or sends
/// back what it gets. A virtual thread for each connection. Confined to one thread.
final class Servers implements AutoCloseable {
  private static final int LINGER_MILLIS = 2_000;

  private final NetworkNamespace where;
  private final List<ServerSocket> listeners = new ArrayList<>();

  Servers(NetworkNamespace where) {
    this.where = where;
  }

  /// Answers at a port.
  void answer(int port) throws Exception {
    serve(port, Servers::answer);
  }

  /// Sends back at a port.
  void echo(int port) throws Exception {
    serve(port, Servers::echo);
  }

  private void serve(int port, Consumer<Socket> service) throws Exception {
    var listener = where.run(() -> listener(port));
    listeners.add(listener);
    Thread.ofVirtual().name("leak-world").start(() -> accept(listener, service));
  }

  /// One listener for all hosts of the world, IPv4 and IPv6.
  private static ServerSocket listener(int port) throws IOException {
    var listener = new ServerSocket();
    listener.bind(new InetSocketAddress(InetAddress.ofLiteral("::"), port));
    return listener;
  }

  private static void accept(ServerSocket listener, Consumer<Socket> service) {
    while (!listener.isClosed()) {
      try {
        var client = listener.accept();
        Thread.ofVirtual().name("leak-answer").start(() -> service.accept(client));
      } catch (IOException e) {
        // closed, or this one client went away
      }
    }
  }

  private static void echo(Socket client) {
    try (client) {
      client.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException e) {
      // the client went away
    }
  }

  private static void answer(Socket client) {
    try (client) {
      String from = client.getInetAddress().getHostAddress();
      String answer =
          "HTTP/1.0 200 the leak test's Internet\r\nConnection: close\r\n\r\n" + from + "\n";
      client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
      client.shutdownOutput();
      client.setSoTimeout(LINGER_MILLIS);
      client.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // the client went away: the witnesses have seen it
    }
  }

  @Override
  public void close() throws IOException {
    for (ServerSocket listener : listeners) {
      listener.close();
    }
  }
}
