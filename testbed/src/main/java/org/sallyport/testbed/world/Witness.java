package org.sallyport.testbed.world;

import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// Hosts in the uplink namespace that nothing but an exit may ever talk to, and the count of what
/// came all the same. A leak of an application or of the gateway ends here and is seen.
///
/// Two independent eyes: nft counters on every packet ([WitnessRules]), and listeners on the usual
/// ports that answer, so that a leak also *succeeds* as it would outside. Safe for any thread.
public final class Witness implements AutoCloseable {
  /// A host of the local network.
  public static final String LAN_HOST = "10.66.0.1";

  /// A host of the Internet.
  public static final String PUBLIC_HOST = "198.51.100.7";

  /// A resolver that is not the application's.
  public static final String FOREIGN_RESOLVER = "198.51.100.53";

  /// A host of the Internet, IPv6.
  public static final String PUBLIC_HOST_6 = "2001:db8:7::7";

  /// All witnessed hosts.
  public static final List<String> HOSTS =
      List.of(LAN_HOST, PUBLIC_HOST, FOREIGN_RESOLVER, PUBLIC_HOST_6);

  /// IPv6 is only counted: whether this JVM can listen there depends on when `lo` came up.
  private static final List<String> LISTENING_HOSTS =
      List.of(LAN_HOST, PUBLIC_HOST, FOREIGN_RESOLVER);

  private static final List<Integer> PORTS = List.of(53, 80, 443);
  private static final int MAX_ARRIVALS = 1000;
  private static final int MAX_DATAGRAM_BYTES = 2048;
  private static final int LINGER_MILLIS = 10_000;
  private static final byte[] ANSWER =
      """
      HTTP/1.1 200 OK\r
      Content-Type: text/plain\r
      Connection: close\r
      \r
      witness
      """
          .getBytes(StandardCharsets.US_ASCII);

  private final WitnessRules rules;
  private final List<AutoCloseable> sockets = new ArrayList<>();
  private final Set<String> arrivals = ConcurrentHashMap.newKeySet();

  private Witness(WitnessRules rules) {
    this.rules = rules;
  }

  /// Counts from now on. The hosts must be on `lo` already.
  ///
  /// @param exits the addresses that may talk to the hosts
  static Witness start(List<String> exits) {
    var witness = new Witness(new WitnessRules(HOSTS, exits));
    try {
      Nft.apply(witness.rules.text());
      for (var host : LISTENING_HOSTS) {
        for (var port : PORTS) {
          witness.listen(new InetSocketAddress(InetAddress.ofLiteral(host), port));
        }
      }
      return witness;
    } catch (IOException e) {
      witness.close();
      throw new GatewayException(
          ErrorKind.UPSTREAM,
          "The witness of the private world did not start (" + e.getMessage() + ").",
          e);
    }
  }

  /// What has been counted so far.
  public WitnessReport report() {
    var counts = rules.read(Nft.list("counters table inet " + WitnessRules.TABLE));
    return new WitnessReport(counts, arrivals.stream().sorted().toList());
  }

  private void listen(InetSocketAddress at) throws IOException {
    var tcp = new ServerSocket();
    sockets.add(tcp);
    tcp.setReuseAddress(true);
    tcp.bind(at);
    Thread.ofVirtual().name("witness-tcp").start(() -> accept(tcp));
    var udp = new DatagramSocket(at);
    sockets.add(udp);
    Thread.ofVirtual().name("witness-udp").start(() -> receive(udp));
  }

  private void accept(ServerSocket listener) {
    while (!listener.isClosed()) {
      try {
        var client = listener.accept();
        arrived("tcp", listener.getLocalSocketAddress(), client.getInetAddress());
        Thread.ofVirtual().name("witness-answer").start(() -> answer(client));
      } catch (IOException e) {
        // closed, or this one client went away
      }
    }
  }

  private static void answer(Socket client) {
    try (client) {
      client.getOutputStream().write(ANSWER);
      client.shutdownOutput();
      client.setSoTimeout(LINGER_MILLIS);
      client.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // the client went away: it has been counted
    }
  }

  private void receive(DatagramSocket socket) {
    var buffer = new byte[MAX_DATAGRAM_BYTES];
    while (!socket.isClosed()) {
      try {
        var packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        arrived("udp", socket.getLocalSocketAddress(), packet.getAddress());
        socket.send(packet);
      } catch (IOException e) {
        // closed, or this one answer could not be sent
      }
    }
  }

  private void arrived(String protocol, Object at, InetAddress from) {
    if (!rules.exits().contains(from.getHostAddress()) && arrivals.size() < MAX_ARRIVALS) {
      arrivals.add(protocol + " " + at + " from " + from.getHostAddress());
    }
  }

  @Override
  public void close() {
    for (var socket : sockets) {
      try {
        socket.close();
      } catch (Exception e) {
        // it is gone either way
      }
    }
  }
}
