package org.sallyport.testbed.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// A TCP proxy in front of a relay that holds every chunk back for a fixed time, so that a circuit
/// through it has a round trip as a real one has. It delays, it does not limit the rate.
///
/// Half-close passes through. Virtual threads: two per direction of a connection. At most
/// [#QUEUED_CHUNKS] × [#CHUNK_BYTES] wait per direction; beyond that it stops reading, as a network
/// whose bandwidth-delay product is full does.
final class DelayProxy implements AutoCloseable {
  private static final int CHUNK_BYTES = 64 * 1024;
  private static final int QUEUED_CHUNKS = 512;

  /// Bytes and when they may go on; no bytes is the end.
  private record Chunk(ByteBuffer bytes, long due) {}

  private final ServerSocket listener;
  private final InetSocketAddress target;
  private final long delayNanos;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private DelayProxy(ServerSocket listener, InetSocketAddress target, long delayNanos) {
    this.listener = listener;
    this.target = target;
    this.delayNanos = delayNanos;
  }

  /// Listens at `address:port` for what goes to `address:targetPort`.
  ///
  /// @param roundTrip half of it is added to each direction
  static DelayProxy start(String address, int port, int targetPort, Duration roundTrip) {
    var host = InetAddress.ofLiteral(address);
    try {
      var listener = new ServerSocket();
      listener.setReuseAddress(true);
      listener.bind(new InetSocketAddress(host, port));
      var proxy =
          new DelayProxy(
              listener, new InetSocketAddress(host, targetPort), roundTrip.toNanos() / 2);
      Thread.ofVirtual().name("delay-accept").start(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.UPSTREAM,
          "The delay in front of the bridge did not start on %s:%d (%s)."
              .formatted(address, port, e.getMessage()),
          e);
    }
  }

  private void accept() {
    try {
      while (true) {
        var client = listener.accept();
        open.add(client);
        Thread.ofVirtual().name("delay-connect").start(() -> connect(client));
      }
    } catch (IOException e) {
      // closed: the only way out of this loop
    }
  }

  private void connect(Socket client) {
    var server = new Socket();
    open.add(server);
    try {
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      server.connect(target);
      var up = Thread.ofVirtual().start(() -> carry(client, server));
      carry(server, client);
      up.join();
    } catch (IOException e) {
      // the relay refused: the client sees its connection end
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      quietlyClose(client);
      quietlyClose(server);
    }
  }

  private void carry(Socket from, Socket to) {
    var queue = new ArrayBlockingQueue<Chunk>(QUEUED_CHUNKS);
    var writer = Thread.ofVirtual().start(() -> write(queue, to));
    var buffer = new byte[CHUNK_BYTES];
    try {
      int n;
      do {
        n = read(from, buffer);
        var bytes = ByteBuffer.wrap(Arrays.copyOf(buffer, Math.max(0, n)));
        queue.put(new Chunk(bytes, System.nanoTime() + delayNanos));
      } while (n > 0);
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int read(Socket from, byte[] buffer) {
    try {
      return from.getInputStream().read(buffer);
    } catch (IOException e) {
      return -1;
    }
  }

  private static void write(BlockingQueue<Chunk> queue, Socket to) {
    var broken = false;
    try {
      while (true) {
        var chunk = queue.take();
        TimeUnit.NANOSECONDS.sleep(chunk.due() - System.nanoTime());
        broken = broken || !pass(chunk, to);
        if (!chunk.bytes().hasRemaining()) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean pass(Chunk chunk, Socket to) {
    try {
      if (!chunk.bytes().hasRemaining()) {
        to.shutdownOutput();
      } else {
        to.getOutputStream().write(chunk.bytes().array());
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void quietlyClose(Socket socket) {
    open.remove(socket);
    try {
      socket.close();
    } catch (IOException e) {
      // it is gone either way
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      // it is gone either way
    }
    open.forEach(this::quietlyClose);
  }
}
