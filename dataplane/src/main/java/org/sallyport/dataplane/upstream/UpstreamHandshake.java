package org.sallyport.dataplane.upstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.sallyport.core.stream.Host;

/// The client side of tor's SocksPort for one request, at the head of the upstream channel until
/// tor has answered; then it leaves and what follows the answer is the stream's.
///
/// `05 01 02` goes out at once. Authentication and request stand written but unflushed behind it,
/// and the splice puts the application's early data behind them: when tor says `05 02`, everything
/// goes in one write. (tor loses its `05 02` when it gets method and authentication together, so
/// this one local round trip stays.)
///
/// Confined to the event loop of its channel.
public final class UpstreamHandshake extends ByteToMessageDecoder {
  private static final byte[] GREETING = {5, 1, 2};
  private static final int METHOD_ACCEPTED = 0x0502;
  private static final int AUTHENTICATED = 0x0100;
  private static final int SOCKS_VERSION = 5;
  private static final int REPLY_HEAD_BYTES = 4;
  private static final int PORT_BYTES = 2;

  private final UpstreamRequest request;
  private final Events events;
  private Step step = Step.METHOD;

  /// What the handshake tells its stream, each at most once.
  public interface Events {
    /// tor takes the request: what has been written may be flushed, now and from now on.
    void requestMayFlow();

    /// tor's answer, or a failure if tor went away before it answered.
    void answered(Answer answer);
  }

  private enum Step {
    METHOD,
    AUTHENTICATION,
    REPLY,
    DONE
  }

  /// A handshake that has not begun; it begins when the channel is active.
  public UpstreamHandshake(UpstreamRequest request, Events events) {
    this.request = request;
    this.events = events;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    ctx.writeAndFlush(Unpooled.wrappedBuffer(GREETING), ctx.voidPromise());
    ctx.write(request.encoded(), ctx.voidPromise());
    ctx.fireChannelActive();
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    switch (step) {
      case METHOD -> method(ctx, in);
      case AUTHENTICATION -> authentication(ctx, in);
      case REPLY -> reply(ctx, in);
      case DONE -> in.skipBytes(in.readableBytes());
    }
  }

  private void method(ChannelHandlerContext ctx, ByteBuf in) {
    if (in.readableBytes() < Short.BYTES) {
      return;
    }
    if (in.readUnsignedShort() != METHOD_ACCEPTED) {
      fail(ctx);
      return;
    }
    step = Step.AUTHENTICATION;
    events.requestMayFlow();
  }

  private void authentication(ChannelHandlerContext ctx, ByteBuf in) {
    if (in.readableBytes() < Short.BYTES) {
      return;
    }
    if (in.readUnsignedShort() != AUTHENTICATED) {
      fail(ctx);
      return;
    }
    step = Step.REPLY;
  }

  private void reply(ChannelHandlerContext ctx, ByteBuf in) {
    if (in.readableBytes() <= REPLY_HEAD_BYTES) {
      return;
    }
    int start = in.readerIndex();
    int addressType = in.getUnsignedByte(start + 3);
    int addressBytes = addressBytes(addressType, in.getUnsignedByte(start + 4));
    if (in.getUnsignedByte(start) != SOCKS_VERSION || addressBytes < 0) {
      fail(ctx);
      return;
    }
    int total = REPLY_HEAD_BYTES + addressBytes + PORT_BYTES;
    if (in.readableBytes() < total) {
      return;
    }
    ByteBuf message = in.readSlice(total);
    int code = message.getUnsignedByte(1);
    done(ctx, code == 0 ? success(message, addressType) : new Answer.Failed(code));
  }

  /// The length of the address field, a name's length byte included; -1 for an unknown type.
  private static int addressBytes(int addressType, int nameLength) {
    return switch (addressType) {
      case 1 -> 4;
      case 3 -> 1 + nameLength;
      case 4 -> 16;
      default -> -1;
    };
  }

  private Answer success(ByteBuf message, int addressType) {
    return switch (request.purpose()) {
      case CONNECT -> new Answer.Connected();
      case RESOLVE, RESOLVE_PTR ->
          host(message, addressType)
              .<Answer>map(Answer.Resolved::new)
              .orElseGet(() -> new Answer.Failed(Answer.HOST_UNREACHABLE));
    };
  }

  private static Optional<Host> host(ByteBuf message, int addressType) {
    int addressEnd = message.writerIndex() - PORT_BYTES;
    int addressStart = REPLY_HEAD_BYTES + (addressType == 3 ? 1 : 0);
    byte[] address = ByteBufUtil.getBytes(message, addressStart, addressEnd - addressStart);
    if (addressType == 3) {
      return Host.of(new String(address, ISO_8859_1));
    }
    try {
      return Optional.of(new Host.Address(InetAddress.getByAddress(address)));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of 4 or 16 bytes is always valid", e);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    if (event instanceof ChannelInputShutdownEvent && step != Step.DONE) {
      fail(ctx);
    } else {
      super.userEventTriggered(ctx, event);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    if (step != Step.DONE) {
      fail(ctx);
    }
    super.channelInactive(ctx);
  }

  /// Nothing that fails here is worth more than the channel; closing it answers.
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }

  private void fail(ChannelHandlerContext ctx) {
    done(ctx, new Answer.Failed(Answer.GENERAL_FAILURE));
  }

  /// Only success opens the way for what follows; anything else is swallowed here.
  private void done(ChannelHandlerContext ctx, Answer answer) {
    step = Step.DONE;
    events.answered(answer);
    if (answer instanceof Answer.Connected && !ctx.isRemoved()) {
      ctx.pipeline().remove(this);
    }
  }
}
