package org.sallyport.dataplane.origin;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.sallyport.core.attribution.Origin;
import org.sallyport.dataplane.counter.Tally;

/// Holds an accepted connection back until it is known who opened it: nothing is answered, nothing
/// goes on, and its handshake is not even there. Then the handshake of that origin takes its place
/// and sees the connection from its beginning.
///
/// What the client says meanwhile waits here, in order, at most `MAX_HELD_BYTES` and one read. (To
/// read nothing at all is no choice: Netty's epoll transport forgets a channel that does not read
/// and whose peer has ended its side, so that it can never read again.) Confined to the event loop
/// of its channel.
public final class OriginHold extends ChannelInboundHandlerAdapter {
  /// What a client may say before it is known.
  static final int MAX_HELD_BYTES = 65_536;

  private final Origins origins;
  private final Function<Origin, ChannelHandler> handshake;
  private final Tally tally;
  private final List<Held> held = new ArrayList<>();
  private int heldBytes;

  /// Something that happened meanwhile.
  private sealed interface Held {
    record Read(Object message) implements Held {}

    record Event(Object event) implements Held {}
  }

  /// @param origins whom to ask
  /// @param handshake makes what speaks on a connection of an origin
  /// @param tally counts failures
  public OriginHold(Origins origins, Function<Origin, ChannelHandler> handshake, Tally tally) {
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
    held.add(new Held.Read(message));
    heldBytes += message instanceof ByteBuf bytes ? bytes.readableBytes() : 0;
    if (heldBytes >= MAX_HELD_BYTES) {
      ctx.channel().config().setAutoRead(false);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    // told again when the handshake is there
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    held.add(new Held.Event(event));
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    for (Held one : held) {
      if (one instanceof Held.Read(var message)) {
        ReferenceCountUtil.release(message);
      }
    }
    held.clear();
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
    while (!held.isEmpty()) {
      switch (held.removeFirst()) {
        case Held.Read(var message) -> ctx.fireChannelRead(message);
        case Held.Event(var event) -> ctx.fireUserEventTriggered(event);
      }
    }
    ctx.fireChannelReadComplete();
    if (!ctx.isRemoved()) {
      channel.pipeline().remove(this);
    }
  }
}
