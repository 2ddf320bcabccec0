package org.sallyport.testbed.leak.world;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.linux.capture.PacketCapture;
import org.sallyport.linux.capture.PacketFilter;
import org.sallyport.linux.namespace.NetworkNamespace;
import org.sallyport.linux.nft.PacketCounters;
import org.sallyport.testbed.leak.world.CounterWitness.Post;

/// The local network and the Internet beyond the uplink, with both witnesses.
///
/// Started in the uplink namespace, by a thread that belongs there, after the private Tor network.
/// It lives as long as this object; with the process the kernel takes it away. Confined to one
/// thread.
public final class Internet implements AutoCloseable {
  private static final List<Integer> PORTS = List.of(53, 80, 443, 853);
  private static final Duration SETTLE = Duration.ofSeconds(5);
  private static final Duration MOMENT = Duration.ofMillis(100);
  private static final int LINGER_MILLIS = 2_000;
  private static final byte[] ANSWER =
      "HTTP/1.0 200 the leak test's Internet\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final NetworkNamespace far;
  private final List<Witness> counters;
  private final List<Witness> captures;
  private final Knocker knocker;

  /// Whom the witnesses do not blame.
  ///
  /// @param exits the private network's exits
  /// @param nameServer whom they ask
  public record Innocent(List<String> exits, String nameServer) {
    public Innocent {
      exits = List.copyOf(exits);
    }
  }

  private Internet(Innocent innocent) throws Exception {
    far = part(NetworkNamespace.create());
    try {
      var path = "/proc/" + ProcessHandle.current().pid() + "/fd/" + far.descriptor();
      var prefix = List.of("nsenter", "--net=" + path, "--");
      quiet();
      ip(List.of(), Topology.pair(path));
      ip(prefix, Topology.far());
      ip(List.of(), Topology.uplink());
      counters = counters(new CounterRules(innocent.exits(), innocent.nameServer()));
      captures = captures(innocent);
      for (int port : PORTS) {
        serve(inside(() -> listener(port)));
      }
      knocker = part(Knocker.start(prefix));
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  /// Makes it.
  public static Internet start(Innocent innocent) {
    try {
      return new Internet(innocent);
    } catch (GatewayException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatewayException(ErrorKind.TIMEOUT, "Interrupted while the world was made.", e);
    } catch (Exception e) {
      throw new GatewayException(
          ErrorKind.INTERNAL, "The world of the leak test could not be made: " + e + ".", e);
    }
  }

  private static void ip(List<String> prefix, String batch) {
    var line = new ArrayList<>(prefix);
    line.addAll(List.of("ip", "-batch", "-"));
    String _ = Command.run(line, batch);
  }

  /// Interfaces made from now on ask no router.
  private static void quiet() throws IOException {
    Files.writeString(Path.of("/proc/sys/net/ipv6/conf/default/router_solicitations"), "0");
  }

  private List<Witness> counters(CounterRules rules) throws InterruptedException {
    var kernel = new PacketCounters();
    var uplink = part(NetworkNamespace.open(Path.of("/proc/self/ns/net")));
    return List.of(
        new CounterWitness(new Post("the far end", far, "netdev"), kernel, rules.far()),
        new CounterWitness(new Post("the host's lo", uplink, "inet"), kernel, rules.uplink()));
  }

  private List<Witness> captures(Innocent innocent) throws Exception {
    var exits = Set.copyOf(innocent.exits());
    var atFarEnd = inside(() -> PacketCapture.open(Topology.FAR_INTERFACE, PacketFilter.ALL));
    var atLoopback = PacketCapture.open("lo", LoopbackFilter.keeping(innocent.nameServer()));
    return List.of(
        part(new CaptureWitness("the far end", atFarEnd, exits)),
        part(new CaptureWitness("the host's lo", atLoopback, exits)));
  }

  private <T> T inside(Callable<T> work) throws Exception {
    return far.run(work);
  }

  /// One listener for all hosts of the world, IPv4 and IPv6.
  private static ServerSocket listener(int port) throws IOException {
    var listener = new ServerSocket();
    listener.bind(new InetSocketAddress(InetAddress.ofLiteral("::"), port));
    return listener;
  }

  private void serve(ServerSocket listener) {
    part(listener);
    Thread.ofVirtual().name("leak-world").start(() -> accept(listener, Internet::answer));
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

  /// Serves connections of all hosts of the world at a port by sending back what they send.
  public void echo(int port) {
    try {
      var listener = part(inside(() -> listener(port)));
      Thread.ofVirtual().name("leak-world").start(() -> accept(listener, Internet::echo));
    } catch (Exception e) {
      throw new GatewayException(
          ErrorKind.INTERNAL, "The world of the leak test could not be made: " + e + ".", e);
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
      client.getOutputStream().write(ANSWER);
      client.shutdownOutput();
      client.setSoTimeout(LINGER_MILLIS);
      client.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // the client went away: the witnesses have seen it
    }
  }

  /// Knocks at the host from outside while something is done.
  public <T> T knocking(Supplier<T> deed) {
    return knocker.during(deed);
  }

  /// What the packet counters have counted since the last look.
  public Sighting counted() {
    return counters.stream().map(Witness::look).reduce(Sighting.NOTHING, Sighting::plus);
  }

  /// The same, of what went to the local network and beyond; what stayed on the host is forgotten.
  public Sighting countedBeyond() {
    return beyond(counters);
  }

  /// What the captures have seen of that.
  public Sighting capturedBeyond() {
    return beyond(captures);
  }

  /// The witness at the far end comes first.
  private static Sighting beyond(List<Witness> witnesses) {
    return witnesses.stream().map(Witness::look).toList().getFirst();
  }

  /// What the captures have seen since the last look.
  public Sighting captured() {
    return captures.stream().map(Witness::look).reduce(Sighting.NOTHING, Sighting::plus);
  }

  /// Waits until nobody has sent anything for a moment, and forgets what was seen.
  public void settle() {
    long deadline = System.nanoTime() + SETTLE.toNanos();
    boolean quiet = false;
    while (!quiet && System.nanoTime() < deadline) {
      pause();
      var seen = counted().plus(captured());
      quiet = seen.leaked() == 0 && seen.throughTor() == 0;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(MOMENT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatewayException(ErrorKind.TIMEOUT, "The leak test was interrupted.", e);
    }
  }

  private <T extends AutoCloseable> T part(T part) {
    parts.push(part);
    return part;
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        // the next part is closed all the same
      }
    }
  }
}
