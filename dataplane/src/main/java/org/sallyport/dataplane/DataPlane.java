package org.sallyport.dataplane;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.sallyport.dataplane.counter.Counters;
import org.sallyport.dataplane.limit.Limits;
import org.sallyport.dataplane.listing.OpenStream;
import org.sallyport.dataplane.stream.Pace;
import org.sallyport.dataplane.transparent.OriginalDestination;

/// The event loops of the gateway and the compartments on them.
///
/// Opened and closed by the control plane; may be used by several of its threads. Its methods block
/// and are never called on an event loop.
public final class DataPlane implements AutoCloseable {
  private static final long QUIET_MILLIS = 0;
  private static final long CLOSE_MILLIS = 5_000;

  private final EventLoopGroup loops;
  private final Limits limits;
  private final RandomGenerator random;
  private final OriginalDestination destinations;
  private final AtomicInteger openStreams = new AtomicInteger();
  private final AtomicLong sharedBuffers = new AtomicLong();
  private final Pace pace;
  private final AtomicReference<Counters> ended = new AtomicReference<>(Counters.NONE);
  private final AtomicLong ids = new AtomicLong();
  private final Set<Compartment> compartments = ConcurrentHashMap.newKeySet();

  private DataPlane(
      Limits limits,
      RandomGenerator random,
      EventLoopGroup loops,
      OriginalDestination destinations) {
    this.loops = loops;
    this.limits = limits;
    this.random = random;
    this.destinations = destinations;
    this.pace = new Pace(limits.pace());
  }

  /// Starts the event loops.
  ///
  /// @param eventLoops how many threads
  /// @param limits of every compartment, and of all together
  /// @param random draws fake addresses; safe for several threads and unpredictable
  ///   (`SecureRandom`)
  public static DataPlane start(int eventLoops, Limits limits, RandomGenerator random) {
    return start(eventLoops, limits, random, OriginalDestination.OF_KERNEL);
  }

  /// The same with another way to tell where redirected connections were meant to go.
  static DataPlane start(
      int eventLoops, Limits limits, RandomGenerator random, OriginalDestination destinations) {
    var threads = new DefaultThreadFactory("dataplane", true);
    var loops = new MultiThreadIoEventLoopGroup(eventLoops, threads, EpollLoop.factory());
    return new DataPlane(limits, random, loops, destinations);
  }

  /// Opens every listener of an application.
  ///
  /// @throws org.sallyport.core.error.GatewayException if one cannot be opened; then none is
  public Compartment open(CompartmentSpec spec) {
    var shared =
        new Compartment.Shared(
            loops.next(),
            limits,
            random,
            openStreams,
            sharedBuffers,
            pace,
            ids::incrementAndGet,
            destinations);
    var compartment = Compartment.open(spec, shared, this::closed);
    compartments.add(compartment);
    return compartment;
  }

  /// What was counted in a compartment stays counted.
  private void closed(Compartment compartment) {
    if (compartments.remove(compartment)) {
      Counters _ = ended.accumulateAndGet(compartment.counters(), Counters::plus);
    }
  }

  /// How many streams are open, in all compartments.
  public int openStreams() {
    return openStreams.get();
  }

  /// The streams that are open, in all compartments, oldest first.
  public List<OpenStream> streams() {
    return compartments.stream()
        .flatMap(compartment -> compartment.streams().stream())
        .sorted(Comparator.comparingLong(OpenStream::id))
        .toList();
  }

  /// The counters of all compartments that there are and were, together.
  public Counters counters() {
    return compartments.stream().map(Compartment::counters).reduce(ended.get(), Counters::plus);
  }

  /// Ends every compartment and the event loops.
  @Override
  public void close() {
    compartments.forEach(Compartment::close);
    loops
        .shutdownGracefully(QUIET_MILLIS, CLOSE_MILLIS, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(CLOSE_MILLIS);
  }
}
