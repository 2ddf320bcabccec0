package org.sallyport.testbed.leak.world;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.sallyport.linux.namespace.NetworkNamespace;

/// A service of the gateway's own machine, for nobody to reach from another: who connects, or sends
/// a datagram, is counted. Looked at by one thread.
final class Trap implements Witness {
  private static final int MAX_DATAGRAM_BYTES = 2048;

  private final ServerSocket connections;
  private final DatagramSocket datagrams;
  private final AtomicLong arrived = new AtomicLong();

  private Trap(ServerSocket connections, DatagramSocket datagrams) {
    this.connections = connections;
    this.datagrams = datagrams;
    Thread.ofVirtual().name("trap-tcp").start(this::accept);
    Thread.ofVirtual().name("trap-udp").start(this::receive);
  }

  /// Opens it on all addresses of a machine.
  static Trap on(NetworkNamespace machine) throws Exception {
    var at = new InetSocketAddress(InetAddress.ofLiteral("::"), CounterRules.TRAP_PORT);
    return machine
        .run(() -> {
          var connections = new ServerSocket();
          connections.bind(at);
          return new Sockets(connections, new DatagramSocket(at));
        })
        .trap();
  }

  /// Made inside, where no thread may be started.
  private record Sockets(ServerSocket connections, DatagramSocket datagrams) {
    Trap trap() {
      return new Trap(connections, datagrams);
    }
  }

  private void accept() {
    while (!connections.isClosed()) {
      try (var _ = connections.accept()) {
        arrived.incrementAndGet();
      } catch (IOException e) {
        // closed, or this one client went away
      }
    }
  }

  private void receive() {
    var packet = new DatagramPacket(new byte[MAX_DATAGRAM_BYTES], MAX_DATAGRAM_BYTES);
    while (!datagrams.isClosed()) {
      try {
        datagrams.receive(packet);
        arrived.incrementAndGet();
      } catch (IOException e) {
        // closed
      }
    }
  }

  @Override
  public Sighting look() {
    long more = arrived.getAndSet(0);
    return more == 0
        ? Sighting.NOTHING
        : new Sighting(more, 0, List.of(more + " arrived at a service of the gateway's machine"));
  }

  @Override
  public void close() throws IOException {
    connections.close();
    datagrams.close();
  }
}
