package org.sallyport.testbed.leak.world;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.linux.namespace.NetworkNamespace;
import org.sallyport.linux.nft.PacketCounters;
import org.sallyport.testbed.stage.Parts;

/// The local network and the Internet beyond the uplink, with both witnesses.
///
/// Started in the private Tor network's namespace, by a thread that belongs there, after it. It
/// lives as long as this object; with the process the kernel takes it away. Confined to one thread.
public final class Internet implements AutoCloseable {
  private static final List<Integer> PORTS = List.of(53, 80, 443, 853);
  private static final Duration SETTLE = Duration.ofSeconds(5);
  private static final Duration MOMENT = Duration.ofMillis(100);
  private static final Path OWN = Path.of("/proc/self/ns/net");

  private final Parts parts = new Parts(_ -> {});
  private final Servers servers;
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

  private Internet(NetworkNamespace uplink, NetworkNamespace far, View view) throws Exception {
    parts.add(uplink);
    parts.add(far);
    servers = parts.add(new Servers(far));
    try {
      quiet(uplink);
      quiet(far);
      ip(uplink, Topology.pair(path(far)));
      ip(far, Topology.far());
      ip(uplink, Topology.uplink());
      counters = view.counters(new PacketCounters(), uplink, far);
      captures = view.captures(uplink, far);
      captures.forEach(parts::add);
      for (int port : PORTS) {
        servers.answer(port);
      }
      knocker = parts.add(Knocker.start(inside(far), view.knockedAt()));
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  /// Makes it around an uplink that is in this process's namespace, as the private network is.
  public static Internet start(Innocent innocent) {
    return made(() -> {
      var view = new View.OfHost(innocent);
      return new Internet(NetworkNamespace.open(OWN), NetworkNamespace.create(), view);
    });
  }

  /// Makes it in this process's namespace, where the private network is, beyond the uplink of a
  /// gateway's machine.
  ///
  /// @param gateway the machine; this closes it
  /// @param relays whom its tor may speak with
  /// @param machines addresses behind the gateway, which the world tries to reach
  public static Internet beyond(
      NetworkNamespace gateway, Innocent innocent, List<String> relays, List<String> machines) {
    return made(() -> {
      var view = new View.OfGateway(innocent, relays, machines);
      return new Internet(gateway, NetworkNamespace.open(OWN), view);
    });
  }

  private static Internet made(Callable<Internet> making) {
    try {
      return making.call();
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

  private static String path(NetworkNamespace namespace) {
    return "/proc/%d/fd/%d".formatted(ProcessHandle.current().pid(), namespace.descriptor());
  }

  private static void ip(NetworkNamespace where, String batch) {
    String _ = Command.run(inside(where, "ip", "-batch", "-"), batch);
  }

  private static List<String> inside(NetworkNamespace where, String... command) {
    var line = new ArrayList<>(List.of("nsenter", "--net=" + path(where), "--"));
    line.addAll(List.of(command));
    return line;
  }

  /// Interfaces made from now on ask no router, and tell at once which groups they listen to.
  private static void quiet(NetworkNamespace where) {
    String _ =
        Command.run(
            inside(
                where,
                "sh",
                "-c",
                "cd /proc/sys/net/ipv6/conf/default && echo 0 >router_solicitations &&"
                    + " echo 1 >mldv2_unsolicited_report_interval"),
            "");
  }

  /// Serves connections of all hosts of the world at a port by sending back what they send.
  public void echo(int port) {
    try {
      servers.echo(port);
    } catch (Exception e) {
      throw new GatewayException(
          ErrorKind.INTERNAL, "The world of the leak test could not be made: " + e + ".", e);
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

  @Override
  public void close() {
    parts.close();
  }
}
