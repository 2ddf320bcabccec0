package org.sallyport.dataplane.dns;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;

/// DNS over UDP. An answer that the socket does not take at once is dropped: the client asks again.
///
/// Confined to the event loop of its channel.
public final class DnsDatagrams extends SimpleChannelInboundHandler<DatagramPacket> {
  private final DnsPort dns;

  /// @param dns answers
  public DnsDatagrams(DnsPort dns) {
    this.dns = dns;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket query) {
    var sender = query.sender();
    dns.answer(
        query.content(),
        message -> {
          if (ctx.channel().isWritable()) {
            ctx.writeAndFlush(new DatagramPacket(message, sender));
          } else {
            message.release();
          }
        });
  }

  /// A datagram that could not be read or sent concerns nobody else.
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    dns.tally().addFailure(cause);
  }
}
