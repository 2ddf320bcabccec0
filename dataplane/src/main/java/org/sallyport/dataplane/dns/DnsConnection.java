package org.sallyport.dataplane.dns;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import org.sallyport.core.port.PortKind;

/// DNS over TCP (RFC 7766): messages behind their length, any number of them, answered as they are
/// resolved. Such a connection counts as a handshake for all of its life and lives no longer.
///
/// Confined to the event loop of its channel.
public final class DnsConnection extends ByteToMessageDecoder {
  private final DnsPort dns;
  private final int maxBytes;
  private int unanswered;
  private boolean ended;

  /// @param dns answers
  /// @param maxBytes the longest query
  public DnsConnection(DnsPort dns, int maxBytes) {
    this.dns = dns;
    this.maxBytes = maxBytes;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (in.readableBytes() < Short.BYTES) {
      return;
    }
    int length = in.getUnsignedShort(in.readerIndex());
    if (length > maxBytes) {
      dns.tally().addMalformed(PortKind.DNS);
      in.skipBytes(in.readableBytes());
      ctx.close();
    } else if (in.readableBytes() >= Short.BYTES + length) {
      in.skipBytes(Short.BYTES);
      unanswered++;
      if (!dns.answer(in.readSlice(length), message -> reply(ctx, message))) {
        ctx.close();
      }
    }
  }

  private void reply(ChannelHandlerContext ctx, ByteBuf message) {
    unanswered--;
    ByteBuf length = Unpooled.buffer(Short.BYTES).writeShort(message.readableBytes());
    var written = ctx.writeAndFlush(Unpooled.wrappedBuffer(length, message));
    if (ended && unanswered == 0) {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    ctx.channel().config().setAutoRead(ctx.channel().isWritable());
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      ended = true;
      if (unanswered == 0) {
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
      }
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    dns.tally().addFailure(cause);
    ctx.close();
  }
}
