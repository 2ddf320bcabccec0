package org.sallyport.dataplane.origin;

import io.netty.channel.Channel;
import io.netty.channel.unix.DomainSocketChannel;
import io.netty.util.AttributeKey;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sallyport.core.attribution.Attribution;
import org.sallyport.core.attribution.Flow;
import org.sallyport.core.attribution.Origin;
import org.sallyport.dataplane.counter.Counters.Count;
import org.sallyport.dataplane.counter.Tally;
import org.sallyport.dataplane.transparent.OriginalDestination;

/// Asks who opened the connections and sent the datagrams of one compartment, and brings the answer
/// back to its event loop. What was answered stays with the connection.
///
/// @param attribution knows
/// @param destinations tells what the client's own socket was connected to
/// @param tally counts openers that could not be found
public record Origins(Attribution attribution, OriginalDestination destinations, Tally tally) {
  private static final AttributeKey<Origin> ORIGIN = AttributeKey.valueOf("sallyport.origin");

  private static final int NO_DESCRIPTOR = -1;

  /// Whether a stream has to wait until its origin is known.
  public boolean decide() {
    return attribution.use() == Attribution.Use.ISOLATION;
  }

  /// Whether it is asked at all.
  public boolean areAsked() {
    return attribution.use() != Attribution.Use.NOTHING;
  }

  /// Who opened an accepted connection. If it is closed meanwhile, the answer may be of another.
  ///
  /// @param answer gets it once, on the event loop of the connection
  public void of(Channel connection, Consumer<Origin> answer) {
    ask(connection, flow(connection), answer);
  }

  private Flow flow(Channel connection) {
    if (connection.remoteAddress() instanceof InetSocketAddress source
        && connection.localAddress() instanceof InetSocketAddress door) {
      InetSocketAddress target = destinations.of(connection).orElse(door);
      return new Flow.Internet(Flow.Transport.TCP, end(source), end(target));
    }
    return new Flow.Local(
        connection instanceof DomainSocketChannel local ? local.fd().intValue() : NO_DESCRIPTOR);
  }

  /// Who sent a datagram.
  ///
  /// @param door the socket that it came to
  /// @param sender where it came from
  /// @param answer gets it once, on the event loop of the socket
  public void of(Channel door, InetSocketAddress sender, Consumer<Origin> answer) {
    var end = end(sender);
    ask(door, new Flow.Internet(Flow.Transport.UDP, end, end), answer);
  }

  private void ask(Channel channel, Flow flow, Consumer<Origin> answer) {
    attribution.ask(
        flow,
        origin ->
            channel
                .eventLoop()
                .execute(() -> {
                  if (origin instanceof Origin.Unknown) {
                    tally.add(Count.ORIGINS_UNKNOWN);
                  }
                  answer.accept(origin);
                }));
  }

  /// Keeps who opened a connection with it.
  static void remember(Channel connection, Origin origin) {
    connection.attr(ORIGIN).set(origin);
  }

  /// Asks for display only: nobody waits.
  public void note(Channel connection) {
    of(connection, origin -> remember(connection, origin));
  }

  /// The process that opened a connection, if that is known by now.
  public static @Nullable Long pid(Channel connection) {
    return connection.attr(ORIGIN).get() instanceof Origin.Found(long pid, _, _) ? pid : null;
  }

  private static Flow.End end(InetSocketAddress address) {
    return new Flow.End(address.getAddress(), address.getPort());
  }
}
