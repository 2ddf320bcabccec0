package org.sallyport.dataplane.origin;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.function.Function;
import org.sallyport.core.attribution.Origin;
import org.sallyport.dataplane.counter.Tally;
import org.sallyport.dataplane.splice.BufferQuota;
import org.sallyport.dataplane.splice.HeldInput;

/// Holds an accepted connection back until it is known who opened it: nothing is answered, nothing
/// goes on, and its handshake is not even there. Then the handshake of that origin takes its place
/// and sees the connection from its beginning.
///
/// What the client says meanwhile waits here; see [HeldInput]. Confined to the event loop of its
/// channel.
public final class OriginHold extends ChannelInboundHandlerAdapter {
  private final Origins origins;
  private final Function<Origin, ChannelHandler> handshake;
  private final Tally tally;
  private final HeldInput held;

  /// @param origins whom to ask
  /// @param handshake makes what speaks on a connection of an origin
  /// @param tally counts failures
  /// @param buffers of the application
  public OriginHold(
      Origins origins,
      Function<Origin, ChannelHandler> handshake,
      Tally tally,
      BufferQuota buffers) {
    this.held = new HeldInput(buffers);
    this.origins = origins;
    this.handshake = handshake;
    this.tally = tally;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    origins.of(ctx.channel(), origin -> known(ctx, origin));
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    held.add(ctx, message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    // told again when the handshake is there
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    held.addEvent(event);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    held.discard();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    tally.addFailure(cause);
    ctx.close();
  }

  private void known(ChannelHandlerContext ctx, Origin origin) {
    Channel channel = ctx.channel();
    if (ctx.isRemoved() || !channel.isActive()) {
      return;
    }
    Origins.remember(channel, origin);
    channel.pipeline().addAfter(ctx.name(), null, handshake.apply(origin));
    // Before the rest: whoever comes next may pause reading, and that must stand.
    channel.config().setAutoRead(true);
    ctx.fireChannelActive();
    held.replay(ctx);
    if (!ctx.isRemoved()) {
      channel.pipeline().remove(this);
    }
  }
}
