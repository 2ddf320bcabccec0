package org.sallyport.dataplane.stream;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sallyport.dataplane.counter.Counters.Count;
import org.sallyport.dataplane.counter.Tally;

/// Stands at the head of an accepted connection until its handshake is over: counts it at the gate
/// and closes it when it takes too long. Leaving the pipeline, for whatever reason, is the end.
///
/// Confined to the event loop of its channel.
public final class HandshakeGuard extends ChannelInboundHandlerAdapter {
  private final AcceptGate gate;
  private final Duration time;
  private final Tally tally;
  private @Nullable Future<?> timeout;

  /// @param time how long the handshake may take
  public HandshakeGuard(AcceptGate gate, Duration time, Tally tally) {
    this.gate = gate;
    this.time = time;
    this.tally = tally;
  }

  /// The handshake on this channel is over.
  public static void passed(ChannelHandlerContext ctx) {
    ctx.pipeline().remove(HandshakeGuard.class);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    gate.begun();
    timeout =
        ctx.executor()
            .schedule(
                () -> {
                  tally.add(Count.HANDSHAKES_TIMED_OUT);
                  ctx.close();
                },
                time.toNanos(),
                TimeUnit.NANOSECONDS);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    if (timeout != null) {
      timeout.cancel(false);
    }
    gate.over();
  }
}
