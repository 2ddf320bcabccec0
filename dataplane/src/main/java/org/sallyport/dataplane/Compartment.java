package org.sallyport.dataplane;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.port.Port;
import org.sallyport.core.port.PortGroup;
import org.sallyport.dataplane.counter.Counters;
import org.sallyport.dataplane.counter.Tally;
import org.sallyport.dataplane.fake.FakeAddresses;
import org.sallyport.dataplane.limit.Limits;
import org.sallyport.dataplane.listing.OpenStream;
import org.sallyport.dataplane.origin.Origins;
import org.sallyport.dataplane.splice.BufferQuota;
import org.sallyport.dataplane.stream.AcceptGate;
import org.sallyport.dataplane.stream.Pace;
import org.sallyport.dataplane.stream.StreamQuota;
import org.sallyport.dataplane.stream.Streams;
import org.sallyport.dataplane.stream.Upstream;
import org.sallyport.dataplane.transparent.OriginalDestination;

/// The data plane of one launched application: its listeners, its streams, its fake addresses.
///
/// Everything of it lives on one event loop, so nothing in it needs a lock. Opened and closed by
/// the control plane; its methods may be called by any thread that is not an event loop.
public final class Compartment implements AutoCloseable {
  private static final long BIND_MILLIS = 5_000;
  private static final long CLOSE_MILLIS = 5_000;
  private static final long LIST_MILLIS = 1_000;
  private static final long PUBLISH_MILLIS = 1_000;

  private final EventLoop loop;
  private final ChannelGroup channels;
  private final Tally tally = new Tally();
  private final AcceptGate gate;
  private final Streams streams;
  private final PortPipeline pipeline;
  private final Future<?> publishing;
  private final List<Channel> listening = new CopyOnWriteArrayList<>();
  private final Consumer<Compartment> closed;

  /// What all compartments of a data plane share.
  ///
  /// @param loop the event loop that was picked for this one
  /// @param limits of each and of all
  /// @param random draws fake addresses
  /// @param openStreams counts the streams of all
  /// @param sharedBuffers counts the memory that all hold beyond their own
  /// @param pace whose turn it is to wait in tor
  /// @param ids numbers them
  /// @param destinations tells where redirected connections were meant to go
  record Shared(
      EventLoop loop,
      Limits limits,
      RandomGenerator random,
      AtomicInteger openStreams,
      AtomicLong sharedBuffers,
      Pace pace,
      LongSupplier ids,
      OriginalDestination destinations) {}

  private Compartment(CompartmentSpec spec, Shared shared, Consumer<Compartment> closed) {
    this.loop = shared.loop();
    this.closed = closed;
    this.channels = new DefaultChannelGroup(loop, true);
    Limits limits = shared.limits();
    var fakes = new FakeAddresses(limits.dns(), shared.random(), loop.ticker());
    var quota =
        new StreamQuota(
            limits.streams().perApplication(), limits.streams().inAll(), shared.openStreams());
    var buffers = new BufferQuota(limits.buffers(), shared.sharedBuffers());
    var upstream = new Upstream(loop, spec.upstream(), limits.streams(), channels, buffers);
    var names = new Streams.Names(spec.dns(), fakes);
    var counting = new Streams.Counting(quota, tally, shared.ids(), shared.pace().line(loop));
    this.streams = new Streams(spec.admission(), names, counting, upstream);
    var origins = new Origins(spec.attribution(), shared.destinations(), tally);
    this.gate = new AcceptGate(limits.handshakes().atOnce(), loop, tally);
    this.pipeline =
        new PortPipeline(
            new PortPipeline.Parts(
                limits, names, streams, gate, tally, channels, origins, spec.tor(), buffers));
    this.publishing =
        loop.scheduleAtFixedRate(
            tally::publish, PUBLISH_MILLIS, PUBLISH_MILLIS, TimeUnit.MILLISECONDS);
  }

  /// Opens every listener.
  ///
  /// @param closed runs when the compartment is closed
  /// @throws GatewayException if one cannot be opened; then none is
  static Compartment open(CompartmentSpec spec, Shared shared, Consumer<Compartment> closed) {
    List<Listeners.Unbound> unbound =
        Listeners.construct(spec.place(), spec.at(), PortGroup.of(spec.ports()), spec.sockets());
    var compartment = new Compartment(spec, shared, closed);
    try {
      compartment.bind(unbound);
      return compartment;
    } catch (GatewayException e) {
      compartment.close();
      throw e;
    }
  }

  private void bind(List<Listeners.Unbound> unbound) {
    Future<List<ChannelFuture>> binding =
        loop.submit(() ->
            unbound.stream()
                .map(one -> Listeners.bind(one, loop, gate, pipeline))
                .peek(bound -> channels.add(bound.channel()))
                .peek(bound -> listening.add(bound.channel()))
                .toList());
    if (!binding.awaitUninterruptibly(BIND_MILLIS) || !binding.isSuccess()) {
      unbound.forEach(Listeners.Unbound::discard);
      throw new GatewayException(
          ErrorKind.INTERNAL, "cannot register the listening sockets", binding.cause());
    }
    List<ChannelFuture> bound = binding.getNow();
    for (int i = 0; i < bound.size(); i++) {
      if (!bound.get(i).awaitUninterruptibly(BIND_MILLIS) || !bound.get(i).isSuccess()) {
        throw cannotListen(unbound.get(i), bound.get(i).cause());
      }
    }
  }

  private static GatewayException cannotListen(Listeners.Unbound unbound, Throwable cause) {
    Port port = unbound.group().listening();
    return new GatewayException(
        ErrorKind.CONFIGURATION,
        "cannot listen on %s, port %d, for the %s: %s; choose another port or free this one"
            .formatted(
                unbound.where(),
                port.number(),
                port.kind().torrcName(),
                cause == null ? "no answer in time" : cause.getMessage()),
        cause);
  }

  /// The streams that are open, oldest first; none if the event loop does not answer in time.
  public List<OpenStream> streams() {
    Future<List<OpenStream>> answer = loop.submit(streams::open);
    return answer.awaitUninterruptibly(LIST_MILLIS) && answer.isSuccess()
        ? answer.getNow()
        : List.of();
  }

  /// Takes no more connections; those that there are go on. Waits until nobody listens.
  public void retire() {
    listening.forEach(listener -> listener.close().awaitUninterruptibly(CLOSE_MILLIS));
  }

  /// The counters as of at most a second ago.
  public Counters counters() {
    return tally.published();
  }

  /// Ends every stream and listener; the counters stay readable. Closing twice is fine.
  @Override
  public void close() {
    publishing.cancel(false);
    channels.close().awaitUninterruptibly(CLOSE_MILLIS);
    loop.submit(tally::publish).awaitUninterruptibly(CLOSE_MILLIS);
    closed.accept(this);
  }
}
