package org.sallyport.testbed.network;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/// What a private network shall have; [#start] makes it. Confined to one thread.
///
/// ```java
/// try (var network = PrivateNetwork.builder(dir).mids(2).exits(3).bridges(1).start()) { … }
/// ```
public final class PrivateNetworkBuilder {
  private static final int DEFAULT_MIDS = 2;
  private static final int DEFAULT_EXITS = 3;
  private static final int DEFAULT_BRIDGES = 1;

  /// Made afresh for every start; 2048 bits take a tenth of the time of `tor-gencert`'s 3072, and
  /// tor asks for no more.
  private static final int AUTHORITY_KEY_BITS = 1024;

  /// What tor requires of a relay's RSA identity.
  private static final int RELAY_KEY_BITS = 1024;

  private final NodeFiles files;
  private int mids = DEFAULT_MIDS;
  private int exits = DEFAULT_EXITS;
  private int bridges = DEFAULT_BRIDGES;
  private Optional<Duration> entryDelay = Optional.empty();
  private Consumer<NetworkProgress> progress = _ -> {};

  PrivateNetworkBuilder(Path directory) {
    this.files = new NodeFiles(directory);
  }

  /// Relays that are no exits, besides the authority.
  public PrivateNetworkBuilder mids(int count) {
    mids = count;
    return this;
  }

  /// Exits, at least one.
  public PrivateNetworkBuilder exits(int count) {
    exits = count;
    return this;
  }

  /// Bridges, each reachable plainly and by obfs4.
  public PrivateNetworkBuilder bridges(int count) {
    bridges = count;
    return this;
  }

  /// Puts a delay in front of the first bridge, so that a client with
  /// [PrivateNetwork#delayedBridgeLine] has circuits with at least this round trip.
  public PrivateNetworkBuilder entryDelay(Duration roundTrip) {
    entryDelay = Optional.of(roundTrip);
    return this;
  }

  /// Told of every step, on the thread that calls [#start].
  public PrivateNetworkBuilder progress(Consumer<NetworkProgress> listener) {
    progress = listener;
    return this;
  }

  /// Starts the network and returns when clients may use it: about five seconds.
  ///
  /// @throws org.sallyport.core.error.GatewayException if this namespace has a way out, a program
  ///   is missing, or a step misses its deadline; nothing is left running then
  public PrivateNetwork start() {
    var namespace = SealedNamespace.require();
    var counts = new NetworkPlan.Counts(mids, exits, bridges);
    if (entryDelay.isPresent() && bridges == 0) {
      throw new IllegalArgumentException("bridges: 0 (expected: 1 or more with an entry delay)");
    }
    var report = new ProgressReport(progress);
    report.report(NetworkPhase.KEYS, 0, 1);
    var plan = plan(counts);
    LoopbackAddresses.add(namespace, PrivateAddresses.of(plan));
    var spawner = new NodeSpawner();
    try {
      var nodes = new NetworkStart(plan, files, report).run(spawner);
      var network = new PrivateNetwork(plan, files, spawner, nodes);
      entryDelay.ifPresent(network::withEntryDelay);
      return network;
    } catch (RuntimeException e) {
      spawner.close();
      throw e;
    }
  }

  /// Makes all keys at once, on every core.
  private static NetworkPlan plan(NetworkPlan.Counts counts) {
    var random = new SecureRandom();
    var cores = Runtime.getRuntime().availableProcessors();
    try (var makers = Executors.newFixedThreadPool(cores)) {
      Callable<TorRsaKey> authorityKey = () -> TorRsaKey.generate(AUTHORITY_KEY_BITS, random);
      Callable<TorRsaKey> relayKey = () -> TorRsaKey.generate(RELAY_KEY_BITS, random);
      var identity = makers.submit(authorityKey);
      var signing = makers.submit(authorityKey);
      var relays = new ArrayList<Future<TorRsaKey>>();
      for (var i = 0; i < counts.total(); i++) {
        relays.add(makers.submit(relayKey));
      }
      var published = Instant.now().minus(1, ChronoUnit.HOURS);
      var certificate = new AuthorityCertificate(made(identity), made(signing), published);
      return NetworkPlan.of(counts, certificate, relays.stream().map(f -> made(f)).toList());
    }
  }

  private static TorRsaKey made(Future<TorRsaKey> key) {
    try {
      return key.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a key could not be made", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while making keys", e);
    }
  }
}
