package org.sallyport.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sallyport.testbed.e2e.Opener.Route;
import org.sallyport.testbed.e2e.StreamPair.Leg;
import org.sallyport.testbed.e2e.StreamPair.Listener;
import org.sallyport.testbed.e2e.TorWatch.Seen;
import org.sallyport.testbed.stage.Parts;

/// A gateway whose workstation `flags-N` has the ports of [FlagSet] N, and a plain tor with the
/// same ports, on one private network, each with a watch of its events. Circuits are single ones:
/// then a stream always takes the circuit of an earlier one that it may share.
final class SideBySide implements AutoCloseable {
  private static final int PORTS_PER_SET = 10;
  private static final int OUR_FIRST_PORT = 7000;
  private static final int OUR_TRANS_PORT = 9040;
  private static final int OUR_DNS_PORT = 5300;
  private static final int DNS_SERVICE = 53;
  private static final int PLAIN_FIRST_PORT = 6000;
  private static final String STABLE = "steady";

  private final Parts parts = new Parts(SideBySide::fail);
  private final Deployment deployment;
  private final PlainTor plain;
  private final TorWatch ours;
  private final TorWatch theirs;
  private final Map<FlagSet, Opener> firstClients = new LinkedHashMap<>();

  private SideBySide(Account account) {
    try {
      deployment =
          parts.add(
              Deployment.of(account)
                  .with("SALLYPORT_TESTNET_ENTRY_DELAY_MILLIS", "1")
                  .configured(configuration())
                  .up());
      for (FlagSet flags : FlagSet.all()) {
        firstClients.put(flags, parts.add(client(flags, "one")));
      }
      plain = parts.add(PlainTor.start(deployment, torrc(), redirect()));
      ours = parts.add(TorWatch.of(deployment));
      theirs = parts.add(TorWatch.of(plain.directory()));
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  static SideBySide start(Account account) {
    return new SideBySide(account);
  }

  /// What tor carried a pair on.
  ///
  /// @param ours whether the streams through the gateway shared a circuit
  /// @param theirs whether those through the plain tor did
  record Shared(boolean ours, boolean theirs) {}

  /// The clients of one set of flags, on both sides.
  final class Clients implements AutoCloseable {
    private final FlagSet flags;
    private final Opener one;
    private final Opener two;
    private final Opener there;

    private Clients(FlagSet flags) {
      this.flags = flags;
      one = Objects.requireNonNull(firstClients.get(flags));
      two = client(flags, "two");
      there = Opener.beside(plain);
    }

    /// Opens the pair on both sides, the second while the first is open, and tells what carried it.
    Shared open(StreamPair pair) {
      var here =
          CompletableFuture.supplyAsync(
              () -> share(ours, pair, leg -> of(leg).open(leg.call(), ourRoute(leg))),
              Thread::startVirtualThread);
      boolean theirsShared = share(theirs, pair, leg -> there.open(leg.call(), theirRoute(leg)));
      var shared = new Shared(here.join(), theirsShared);
      List.of(one, two, there).forEach(Opener::closeStreams);
      return shared;
    }

    private Opener of(Leg leg) {
      return leg.client() == 1 ? one : two;
    }

    private boolean share(TorWatch watch, StreamPair pair, Consumer<Leg> opening) {
      var first = watch.ofClientsDuring(() -> opening.accept(pair.first()));
      var second = watch.ofClientsDuring(() -> opening.accept(pair.second()));
      assertThat(first).as("first of %s", pair).hasSize(1);
      assertThat(second).as("second of %s", pair).hasSize(1);
      List<Seen> both = List.of(first.getFirst(), second.getFirst());
      assertThat(both).allSatisfy(seen -> assertThat(seen.circuits()).hasSize(1));
      boolean shared = both.getFirst().circuits().equals(both.getLast().circuits());
      watch.closeCircuits(both);
      return shared;
    }

    private Route ourRoute(Leg leg) {
      return new Route("", "127.0.0.1", toReach(leg.listener()));
    }

    /// DNS is asked as every program asks it.
    private int toReach(Listener listener) {
      return listener == Listener.DNS ? DNS_SERVICE : ourPort(listener);
    }

    private Route theirRoute(Leg leg) {
      return new Route(
          "127.1.%d.%d".formatted(flags.number(), leg.client()),
          PlainTor.ADDRESS,
          plainPort(flags, leg.listener()));
    }

    @Override
    public void close() {
      List.of(two, there).forEach(Opener::close);
    }
  }

  /// Starts the clients of a set of flags.
  Clients clients(FlagSet flags) {
    return new Clients(flags);
  }

  /// Clients on both sides that are in use: of an application that is configured as stable, of a
  /// port with these flags, and of one with none.
  InUse inUse(FlagSet flags) {
    FlagSet none = FlagSet.all().getFirst();
    return new InUse(ours, theirs)
        .with("our stable application", ours, client(none, STABLE), ourRoute(Listener.SOCKS))
        .with("our port with the flag", ours, client(flags, "kept"), ourRoute(Listener.SOCKS))
        .with("our port", ours, client(none, "passing"), ourRoute(Listener.SOCKS))
        .with("their port with the flag", theirs, Opener.beside(plain), theirRoute(flags))
        .with("their port", theirs, Opener.beside(plain), theirRoute(none));
  }

  private static Route ourRoute(Listener listener) {
    return new Route("", "127.0.0.1", ourPort(listener));
  }

  private static Route theirRoute(FlagSet flags) {
    return new Route("", PlainTor.ADDRESS, plainPort(flags, Listener.SOCKS));
  }

  private Opener client(FlagSet flags, String app) {
    return Opener.in(deployment, "flags-" + flags.number(), app);
  }

  private static int plainPort(FlagSet flags, Listener listener) {
    return PLAIN_FIRST_PORT + PORTS_PER_SET * flags.number() + listener.number();
  }

  private static List<String> torrc() {
    return FlagSet.all().stream()
        .flatMap(flags ->
            Stream.of(Listener.values())
                .map(listener ->
                    "%s 127.0.0.1:%d %s %s"
                        .formatted(
                            option(listener),
                            plainPort(flags, listener),
                            String.join(" ", flags.flags()),
                            flags.isGrouped() ? "SessionGroup=" + flags.number() : "")))
        .toList();
  }

  private static String option(Listener listener) {
    return switch (listener) {
      case SOCKS, OTHER_SOCKS -> "SocksPort";
      case HTTP -> "HTTPTunnelPort";
      case TRANS -> "TransPort";
      case DNS -> "DNSPort";
    };
  }

  /// What clients of a set send to hosts of the world goes to the set's `TransPort`.
  private static String redirect() {
    return FlagSet.all().stream()
        .map(flags ->
            " ip saddr 127.1.%d.0/24 ip daddr { 192.88.99.50, 198.51.100.7 } tcp dport { 7, 80 }"
                    .formatted(flags.number())
                + " redirect to :%d;".formatted(plainPort(flags, Listener.TRANS)))
        .collect(
            Collectors.joining(
                "",
                "table ip plain_tor { chain out { type nat hook output priority -100;",
                " }; }"));
  }

  private static String configuration() {
    return FlagSet.all().stream().map(SideBySide::workstation).collect(Collectors.joining())
        + "[[workstation.flags-0.application]]%nname = \"%s\"%nstable = true%n".formatted(STABLE);
  }

  /// The workstation of a set: names are resolved by tor, as a `DNSPort` does.
  private static String workstation(FlagSet flags) {
    String name = "flags-" + flags.number();
    return "[workstation.%s]%ndns = \"resolve\"%n".formatted(name)
        + Stream.of(Listener.values())
            .map(listener -> port(name, flags, listener))
            .collect(Collectors.joining());
  }

  private static String port(String workstation, FlagSet flags, Listener listener) {
    return """
    [[workstation.%s.port]]
    kind = "%s"
    number = %d
    flags = [%s]
    %s
    """
        .formatted(
            workstation,
            kind(listener),
            ourPort(listener),
            flags.flags().stream().map(flag -> '"' + flag + '"').collect(Collectors.joining(", ")),
            flags.isGrouped() ? "session-group = " + flags.number() : "");
  }

  private static String kind(Listener listener) {
    return switch (listener) {
      case SOCKS, OTHER_SOCKS -> "socks";
      case HTTP -> "http-tunnel";
      case TRANS -> "trans";
      case DNS -> "dns";
    };
  }

  private static int ourPort(Listener listener) {
    return switch (listener) {
      case SOCKS, OTHER_SOCKS, HTTP -> OUR_FIRST_PORT + listener.number();
      case TRANS -> OUR_TRANS_PORT;
      case DNS -> OUR_DNS_PORT;
    };
  }

  private static void fail(Exception e) {
    throw new AssertionError(e);
  }

  @Override
  public void close() {
    parts.close();
  }

  @Override
  public String toString() {
    return "a plain tor beside " + deployment;
  }
}
