package org.sallyport.testbed.world;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.testbed.network.PrivateAddresses;

/// The name server that the exits ask: UDP only, one virtual thread, answers from a [DnsZone].
///
/// It counts queries by name and by source. An exit's query comes from this server's own address:
/// tor's resolver binds to no address and the kernel picks source = destination on `lo`. Safe for
/// any thread.
public final class DnsStub implements AutoCloseable {
  private static final int PORT = 53;
  private static final int MAX_DATAGRAM_BYTES = 4096;

  /// Names counted apart; more are counted together under [#OTHERS].
  private static final int MAX_COUNTED = 4096;

  private static final String OTHERS = "(others)";

  private final DatagramSocket socket;
  private final Map<String, LongAdder> byName = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> bySource = new ConcurrentHashMap<>();
  private volatile DnsZone zone;

  private DnsStub(DatagramSocket socket, DnsZone zone) {
    this.socket = socket;
    this.zone = zone;
  }

  /// Serves these names where the private network's exits ask.
  ///
  /// @param names lower-case names without a final dot
  public static DnsStub serve(Map<String, Inet4Address> names) {
    return start(InetAddress.ofLiteral(PrivateAddresses.DNS), new DnsZone(names));
  }

  /// Serves a zone at `address:53`.
  static DnsStub start(InetAddress address, DnsZone zone) {
    return start(new InetSocketAddress(address, PORT), zone);
  }

  static DnsStub start(InetSocketAddress at, DnsZone zone) {
    try {
      var stub = new DnsStub(new DatagramSocket(at), zone);
      Thread.ofVirtual().name("world-dns").start(stub::serve);
      return stub;
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.UPSTREAM,
          "The private world's name server did not start at " + at + " (" + e.getMessage() + ").",
          e);
    }
  }

  /// Where it listens.
  InetSocketAddress address() {
    return new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort());
  }

  /// Adds a name; queries see it at once.
  public synchronized void name(String name, Inet4Address address) {
    zone = zone.with(name, address);
  }

  /// Queries so far by lower-case name.
  public Map<String, Long> queriesByName() {
    return snapshot(byName);
  }

  /// Queries so far by source address.
  public Map<String, Long> queriesBySource() {
    return snapshot(bySource);
  }

  private void serve() {
    var buffer = new byte[MAX_DATAGRAM_BYTES];
    while (!socket.isClosed()) {
      try {
        var packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        answer(packet);
      } catch (IOException e) {
        // closed, or this one answer could not be sent: the asker tries again
      }
    }
  }

  private void answer(DatagramPacket packet) throws IOException {
    count(bySource, packet.getAddress().getHostAddress());
    var question = DnsQuestion.parse(Arrays.copyOf(packet.getData(), packet.getLength()));
    if (question.isPresent()) {
      count(byName, question.get().name());
      var reply = DnsAnswer.reply(question.get(), zone.answer(question.get()));
      socket.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
    }
  }

  private static void count(Map<String, LongAdder> counters, String key) {
    var known = counters.containsKey(key) || counters.size() < MAX_COUNTED;
    counters.computeIfAbsent(known ? key : OTHERS, _ -> new LongAdder()).increment();
  }

  private static Map<String, Long> snapshot(Map<String, LongAdder> counters) {
    var all = new TreeMap<String, Long>();
    counters.forEach((key, value) -> all.put(key, value.sum()));
    return all;
  }

  @Override
  public void close() {
    socket.close();
  }
}
