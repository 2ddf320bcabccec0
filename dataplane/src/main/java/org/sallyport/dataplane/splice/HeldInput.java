package org.sallyport.dataplane.splice;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;

/// What a connection says while nobody listens yet, in order, at most `MAX_BYTES` and one read.
///
/// Confined to the event loop of its channel.
public final class HeldInput {
  /// What a connection may say before anybody listens.
  public static final int MAX_BYTES = 65_536;

  private final BufferQuota buffers;
  private final List<Held> held = new ArrayList<>();
  private int bytes;

  /// @param buffers of the application
  public HeldInput(BufferQuota buffers) {
    this.buffers = buffers;
  }

  /// Something that happened.
  private sealed interface Held {
    record Read(Object message, int cost) implements Held {}

    record Event(Object event) implements Held {}
  }

  /// Keeps a message; at the limit the channel stops reading, and where the application holds too
  /// much already it is reset.
  public void add(ChannelHandlerContext ctx, Object message) {
    int cost = BufferQuota.cost(message);
    if (!buffers.tryTake(cost)) {
      ReferenceCountUtil.release(message);
      Splice.reset(ctx.channel());
      return;
    }
    held.add(new Held.Read(message, cost));
    bytes += message instanceof ByteBuf some ? some.readableBytes() : 0;
    if (bytes >= MAX_BYTES) {
      ctx.channel().config().setAutoRead(false);
    }
  }

  /// Keeps an event.
  public void addEvent(Object event) {
    held.add(new Held.Event(event));
  }

  /// Tells everything to the next handler. The channel may still have to be told to read on, before
  /// that: the next handler may pause it again.
  public void replay(ChannelHandlerContext ctx) {
    while (!held.isEmpty()) {
      switch (held.removeFirst()) {
        case Held.Read(var message, var cost) -> {
          buffers.giveBack(cost);
          ctx.fireChannelRead(message);
        }
        case Held.Event(var event) -> ctx.fireUserEventTriggered(event);
      }
    }
    ctx.fireChannelReadComplete();
  }

  /// Nobody will ever listen.
  public void discard() {
    for (Held one : held) {
      if (one instanceof Held.Read(var message, var cost)) {
        buffers.giveBack(cost);
        ReferenceCountUtil.release(message);
      }
    }
    held.clear();
  }
}
