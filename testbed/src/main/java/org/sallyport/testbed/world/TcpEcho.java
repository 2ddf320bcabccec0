package org.sallyport.testbed.world;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// A TCP service that sends back what it gets, and ends its side only after the client has ended
/// its own: it shows whether half-close survives the way. One virtual thread per connection.
public final class TcpEcho implements AutoCloseable {
  /// The echo service's own port.
  public static final int PORT = 7;

  private static final int BACKLOG = 512;

  private final ServerSocket listener;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final LongAdder connections = new LongAdder();

  private TcpEcho(ServerSocket listener) {
    this.listener = listener;
  }

  /// Listens at an address.
  static TcpEcho start(InetSocketAddress at) {
    try {
      var listener = new ServerSocket();
      listener.setReuseAddress(true);
      listener.bind(at, BACKLOG);
      var echo = new TcpEcho(listener);
      Thread.ofVirtual().name("world-echo").start(echo::accept);
      return echo;
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.UPSTREAM,
          "The private world's echo service did not start at " + at + " (" + e.getMessage() + ").",
          e);
    }
  }

  /// Where it listens.
  InetSocketAddress address() {
    return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
  }

  /// Connections accepted so far.
  public long connections() {
    return connections.sum();
  }

  private void accept() {
    try {
      while (true) {
        var client = listener.accept();
        open.add(client);
        connections.increment();
        Thread.ofVirtual().name("world-echo-client").start(() -> echo(client));
      }
    } catch (IOException e) {
      // closed: the only way out of this loop
    }
  }

  private void echo(Socket client) {
    try (client) {
      client.setTcpNoDelay(true);
      client.getInputStream().transferTo(client.getOutputStream());
      client.shutdownOutput();
    } catch (IOException e) {
      // the client went away: nothing is owed to it
    } finally {
      open.remove(client);
    }
  }

  @Override
  public void close() {
    closeQuietly(listener);
    open.forEach(TcpEcho::closeQuietly);
  }

  private static void closeQuietly(AutoCloseable socket) {
    try {
      socket.close();
    } catch (Exception e) {
      // it is gone either way
    }
  }
}
