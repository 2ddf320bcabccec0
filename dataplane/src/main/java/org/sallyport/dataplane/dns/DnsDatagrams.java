package org.sallyport.dataplane.dns;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.sallyport.dataplane.origin.Origins;

/// DNS over UDP. An answer that the socket does not take at once is dropped: the client asks again.
///
/// Confined to the event loop of its channel.
public final class DnsDatagrams extends SimpleChannelInboundHandler<DatagramPacket> {
  private final DnsPort dns;
  private final Askers askers;

  /// @param dns answers, whoever asks
  public DnsDatagrams(DnsPort dns) {
    this(dns, (_, _, then) -> then.accept(dns));
  }

  private DnsDatagrams(DnsPort dns, Askers askers) {
    this.dns = dns;
    this.askers = askers;
  }

  /// The same where the answer depends on who sent the datagram.
  public static DnsDatagrams bySender(DnsPort dns, Origins origins) {
    return new DnsDatagrams(
        dns,
        (door, sender, then) ->
            origins.of(door, sender, origin -> then.accept(dns.openedBy(origin))));
  }

  /// Finds who asks.
  @FunctionalInterface
  private interface Askers {
    /// Gives the answerer for a sender, at once or later on the event loop.
    void find(Channel door, InetSocketAddress sender, Consumer<DnsPort> then);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket query) {
    query.retain();
    askers.find(ctx.channel(), query.sender(), port -> answer(ctx, query, port));
  }

  private static void answer(ChannelHandlerContext ctx, DatagramPacket query, DnsPort port) {
    var sender = query.sender();
    try {
      boolean _ =
          port.answer(
              query.content(),
              message -> {
                if (ctx.channel().isWritable()) {
                  ctx.writeAndFlush(new DatagramPacket(message, sender));
                } else {
                  message.release();
                }
              });
    } finally {
      query.release();
    }
  }

  /// A datagram that could not be read or sent concerns nobody else.
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    dns.tally().addFailure(cause);
  }
}
