package org.sallyport.dataplane.socks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import org.sallyport.core.admission.StreamRequest;
import org.sallyport.core.admission.StreamRequest.Purpose;
import org.sallyport.core.port.IsolationFlag;
import org.sallyport.core.port.Port;
import org.sallyport.core.port.PortKind;
import org.sallyport.core.port.TrafficFlag;
import org.sallyport.core.stream.ClientProtocol;
import org.sallyport.core.stream.Credentials;
import org.sallyport.dataplane.counter.Tally;
import org.sallyport.dataplane.stream.HandshakeGuard;
import org.sallyport.dataplane.stream.Requests;

/// The server side of SOCKS 4, 4a and 5 (RFC 1928, RFC 1929) with tor's `RESOLVE` and
/// `RESOLVE_PTR`, up to the request. Then it leaves the pipeline, and what the client has already
/// sent behind its request is the stream's: a client may send everything in one write.
///
/// Credentials tell streams apart and authenticate nobody: any are accepted, and they are asked for
/// when the client offers them, as tor does, unless the port has `PreferSOCKSNoAuth`. A name that
/// can be read as an address is an address.
///
/// Every field has a bound of its own, so that a handshake never needs more than 1.5 KiB. Confined
/// to the event loop of its channel.
public final class SocksHandshake extends ByteToMessageDecoder {
  private static final int NO_AUTHENTICATION = 0x00;
  private static final int USER_AND_PASSWORD = 0x02;
  private static final int NO_METHOD = 0xFF;

  private final Port port;
  private final Requests requests;
  private final Tally tally;
  private Step step = Step.VERSION;
  private Credentials credentials = Credentials.socks(new byte[0], new byte[0]);

  private enum Step {
    VERSION,
    SOCKS4_REQUEST,
    METHODS,
    AUTHENTICATION,
    SOCKS5_REQUEST,
    DONE
  }

  /// @param port the listener
  /// @param requests where requests go
  /// @param tally counts what is not SOCKS
  public SocksHandshake(Port port, Requests requests, Tally tally) {
    this.port = port;
    this.requests = requests;
    this.tally = tally;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    switch (step) {
      case VERSION -> version(ctx, in);
      case SOCKS4_REQUEST -> request(ctx, ClientProtocol.SOCKS4, Socks4Request.parse(in));
      case METHODS -> methods(ctx, in);
      case AUTHENTICATION -> authentication(ctx, in);
      case SOCKS5_REQUEST ->
          request(ctx, ClientProtocol.SOCKS5, Socks5Request.parse(in, credentials));
      case DONE -> in.skipBytes(in.readableBytes());
    }
  }

  private void version(ChannelHandlerContext ctx, ByteBuf in) {
    int first = in.readUnsignedByte();
    if (first == 4) {
      step = Step.SOCKS4_REQUEST;
    } else if (first == 5) {
      step = Step.METHODS;
    } else if (first >= 'A' && first <= 'Z') {
      malformed(ctx, SocksReplies.http());
    } else {
      malformed(ctx);
    }
  }

  /// `count method*`.
  private void methods(ChannelHandlerContext ctx, ByteBuf in) {
    int total = 1 + in.getUnsignedByte(in.readerIndex());
    if (in.readableBytes() < total) {
      return;
    }
    ByteBuf methods = in.readSlice(total).skipBytes(1);
    boolean noneOffered = methods.bytesBefore((byte) NO_AUTHENTICATION) >= 0;
    boolean credentialsOffered = methods.bytesBefore((byte) USER_AND_PASSWORD) >= 0;
    if (credentialsOffered && !(noneOffered && prefersNoAuthentication())) {
      step = Step.AUTHENTICATION;
      ctx.writeAndFlush(SocksReplies.method(USER_AND_PASSWORD));
    } else if (noneOffered) {
      step = Step.SOCKS5_REQUEST;
      ctx.writeAndFlush(SocksReplies.method(NO_AUTHENTICATION));
    } else {
      malformed(ctx, SocksReplies.method(NO_METHOD));
    }
  }

  /// Also when credentials would play no part, as in tor.
  private boolean prefersNoAuthentication() {
    return port.has(TrafficFlag.PREFER_SOCKS_NO_AUTH)
        || !port.has(IsolationFlag.ISOLATE_SOCKS_AUTH);
  }

  /// `01 length user length password`.
  private void authentication(ChannelHandlerContext ctx, ByteBuf in) {
    int start = in.readerIndex();
    if (in.getUnsignedByte(start) != 1) {
      malformed(ctx);
      return;
    }
    if (in.readableBytes() < 2) {
      return;
    }
    int passwordAt = 2 + in.getUnsignedByte(start + 1);
    if (in.readableBytes() <= passwordAt) {
      return;
    }
    int end = passwordAt + 1 + in.getUnsignedByte(start + passwordAt);
    if (in.readableBytes() < end) {
      return;
    }
    credentials =
        Credentials.socks(
            ByteBufUtil.getBytes(in, start + 2, passwordAt - 2),
            ByteBufUtil.getBytes(in, start + passwordAt + 1, end - passwordAt - 1));
    in.skipBytes(end);
    step = Step.SOCKS5_REQUEST;
    ctx.writeAndFlush(SocksReplies.authenticated());
  }

  private void request(ChannelHandlerContext ctx, ClientProtocol protocol, Parsed parsed) {
    switch (parsed) {
      case Parsed.Incomplete() -> {}
      case Parsed.Malformed(var reply) -> malformed(ctx, reply);
      case Parsed.Request(var purpose, var destination, var given) -> {
        step = Step.DONE;
        HandshakeGuard.passed(ctx);
        var client = new SocksClient(ctx.channel(), protocol);
        var request = new StreamRequest(port, protocol, given, destination, purpose);
        if (purpose == Purpose.CONNECT) {
          requests.connect(client, request);
          ctx.pipeline().remove(this);
        } else {
          requests.lookup(request, client::answer);
        }
      }
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent && step != Step.DONE) {
      ctx.close();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    tally.addFailure(cause);
    ctx.close();
  }

  private void malformed(ChannelHandlerContext ctx, ByteBuf reply) {
    ctx.writeAndFlush(reply);
    malformed(ctx);
  }

  private void malformed(ChannelHandlerContext ctx) {
    step = Step.DONE;
    tally.addMalformed(PortKind.SOCKS);
    ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }
}
