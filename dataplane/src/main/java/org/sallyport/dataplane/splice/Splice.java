package org.sallyport.dataplane.splice;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelOutputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One direction of a stream: what is read from its own channel is written to the peer. Two of them
/// make a stream; both channels are on one event loop, and the splices are confined to it.
///
/// Laws:
///
/// - *Back-pressure:* when the peer's write buffer passes its high-water mark, reading stops until
///   it is below the low one. No other queue exists. When a side ends while it is not read, Netty
///   reads what is left in the kernel all the same: that is what [BufferQuota] is for.
/// - *Half-close:* the end of input travels to the peer after the last byte; the other direction
///   goes on. When both directions have delivered everything, both channels close.
/// - *An abort stays an abort:* an application whose connection fails before its end of input takes
///   the upstream with it at once. (A unix socket does not tell abort from end: a failure there
///   only says that tor has closed without reading everything, so it counts as the end.)
/// - *Last words are heard:* a peer that takes no more bytes may still have some to be read. What
///   is meant for it is thrown away, what it has said is delivered.
/// - *Early data:* until `flow` nothing is flushed; bytes wait in the peer's write buffer, under
///   the same high-water mark.
public final class Splice extends ChannelInboundHandlerAdapter {
  private final Channel peer;
  private final Traffic traffic;
  private final OnFailure onFailure;
  private final BufferQuota buffers;
  private @Nullable Splice reverse;
  private boolean flowing;
  private boolean ended;
  private boolean delivered;
  private boolean dissolved;

  /// Is told of every read.
  public interface Traffic {
    /// So many bytes were read.
    void moved(int bytes);

    /// They found no room, and the stream is reset.
    void overflowed();
  }

  /// What the two directions of a stream share.
  ///
  /// @param application the channel of the application
  /// @param upstream the channel to tor
  /// @param buffers of the application
  public record Ends(Channel application, Channel upstream, BufferQuota buffers) {}

  /// What a failure to read means.
  private enum OnFailure {
    /// The connection is broken.
    ABORT,
    /// The other side has closed; the end of input follows.
    END
  }

  private Splice(Channel peer, Traffic traffic, OnFailure onFailure, BufferQuota buffers) {
    this.peer = peer;
    this.buffers = buffers;
    this.traffic = traffic;
    this.onFailure = onFailure;
  }

  /// Both directions of a stream. `up` belongs at the tail of the application's pipeline, `down` at
  /// the tail of the upstream's. `up` does not flow yet.
  ///
  /// @param up counts what the application sends
  /// @param down counts what tor sends
  public static Pair between(Ends ends, Traffic up, Traffic down) {
    var pair =
        new Pair(
            new Splice(ends.upstream(), up, OnFailure.ABORT, ends.buffers()),
            new Splice(ends.application(), down, OnFailure.END, ends.buffers()));
    pair.down().flowing = true;
    pair.up().reverse = pair.down();
    pair.down().reverse = pair.up();
    return pair;
  }

  /// Both directions.
  ///
  /// @param up from the application to tor
  /// @param down from tor to the application
  public record Pair(Splice up, Splice down) {
    /// Lets early data go, and from now on everything at once.
    public void flow() {
      up.flowing = true;
      up.peer.flush();
    }

    /// Ends the splicing without touching the channels: their owner closes them.
    public void dissolve() {
      up.dissolved = true;
      down.dissolved = true;
    }

    /// Whether one side has ended and the other has not.
    public boolean halfClosed() {
      return up.ended != down.ended;
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (dissolved || delivered) {
      ReferenceCountUtil.release(message);
      return;
    }
    int cost = BufferQuota.cost(message);
    if (!buffers.tryTake(cost)) {
      ReferenceCountUtil.release(message);
      overflow(ctx.channel());
      return;
    }
    traffic.moved(((ByteBuf) message).readableBytes());
    peer.write(message).addListener(_ -> buffers.giveBack(cost));
  }

  /// A byte that is missing in the middle is worse than a stream that ends.
  private void overflow(Channel own) {
    traffic.overflowed();
    dissolved = true;
    reverse().dissolved = true;
    reset(own);
    reset(peer);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (flowing && !dissolved) {
      peer.flush();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    peer.config().setAutoRead(ctx.channel().isWritable());
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent && !ended && ctx.channel().isActive()) {
      ended = true;
      peer.write(Unpooled.EMPTY_BUFFER).addListener(_ -> deliveredAll());
      channelReadComplete(ctx);
    } else if (event instanceof ChannelOutputShutdownEvent) {
      reverse().deliverNoMore();
    }
  }

  /// Everything of this direction is in the kernel: the peer gets the end.
  private void deliveredAll() {
    delivered = true;
    if (!closedBoth() && !dissolved && peer.isActive()) {
      ((DuplexChannel) peer).shutdownOutput();
    }
  }

  /// The peer takes no more bytes. (Also heard when we have ended its output ourselves.) What is
  /// read from now on is thrown away until its end: closing earlier would answer it with a reset,
  /// and the last words of the other direction could be lost with it.
  private void deliverNoMore() {
    if (!delivered) {
      delivered = true;
      reverse().peer.config().setAutoRead(true);
    }
  }

  private boolean closedBoth() {
    boolean over = ended && delivered && reverse().ended && reverse().delivered;
    if (over && !dissolved) {
      peer.close();
      reverse().peer.close();
    }
    return over;
  }

  private Splice reverse() {
    return Objects.requireNonNull(reverse, "a splice has a reverse");
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (ended) {
      reverse().deliverNoMore();
      closedBoth();
    } else if (!dissolved) {
      reset(peer);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    boolean endFollows = onFailure == OnFailure.END && cause instanceof IOException;
    if (!endFollows) {
      ctx.close();
    }
  }

  /// Closes a channel so that its other end sees a reset instead of an orderly end, where the
  /// transport knows the difference (TCP; a unix socket simply closes).
  public static void reset(Channel channel) {
    if (channel.isActive()) {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
    }
    channel.close();
  }
}
