package org.sallyport.dataplane.stream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.sallyport.dataplane.splice.BufferQuota;
import org.sallyport.dataplane.splice.HeldInput;

/// Stands at the tail of an application's connection whose request waits for its turn, and keeps
/// what the application says meanwhile for the splice that will follow.
///
/// Confined to the event loop of its channel.
final class InputHold extends ChannelInboundHandlerAdapter {
  static final String NAME = "hold";

  private final HeldInput held;

  /// @param buffers of the application
  InputHold(BufferQuota buffers) {
    this.held = new HeldInput(buffers);
  }

  /// Gives what is held to whoever stands behind, and goes; nothing happens if there is no hold.
  static void release(Channel channel) {
    var ctx = channel.pipeline().context(InputHold.class);
    if (ctx != null) {
      channel.config().setAutoRead(true);
      ((InputHold) ctx.handler()).held.replay(ctx);
      channel.pipeline().remove(NAME);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    held.add(ctx, message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    // told again when the splice is there
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
    ctx.close();
  }
}
