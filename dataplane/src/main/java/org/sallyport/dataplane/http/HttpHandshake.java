package org.sallyport.dataplane.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

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
import org.sallyport.core.port.Port;
import org.sallyport.core.port.PortKind;
import org.sallyport.core.stream.ClientProtocol;
import org.sallyport.dataplane.counter.Tally;
import org.sallyport.dataplane.stream.HandshakeGuard;
import org.sallyport.dataplane.stream.Requests;

/// The server side of HTTP CONNECT: one request head, at most `maxBytes` long. Then it leaves the
/// pipeline, and what the client has already sent behind the head is the stream's.
///
/// Confined to the event loop of its channel.
public final class HttpHandshake extends ByteToMessageDecoder {
  private static final ByteBuf END_OF_HEAD =
      Unpooled.unreleasableBuffer(
          Unpooled.wrappedBuffer("\r\n\r\n".getBytes(US_ASCII)).asReadOnly());
  private static final int END_BYTES = 4;

  private final Port port;
  private final Requests requests;
  private final Tally tally;
  private final int maxBytes;
  private int searched;
  private boolean done;

  /// @param port the listener
  /// @param requests where requests go
  /// @param tally counts what is not HTTP CONNECT
  /// @param maxBytes the longest head
  public HttpHandshake(Port port, Requests requests, Tally tally, int maxBytes) {
    this.port = port;
    this.requests = requests;
    this.tally = tally;
    this.maxBytes = maxBytes;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (done) {
      in.skipBytes(in.readableBytes());
      return;
    }
    int headBytes = headBytes(in);
    if (headBytes >= 0 ? headBytes > maxBytes : in.readableBytes() > maxBytes + END_BYTES) {
      malformed(ctx, HttpStatus.FIELDS_TOO_LARGE);
    } else if (headBytes >= 0) {
      String head = in.readCharSequence(headBytes, ISO_8859_1).toString();
      in.skipBytes(END_BYTES);
      request(ctx, head);
    }
  }

  /// The length of the head without its end, or -1; no byte is searched twice.
  private int headBytes(ByteBuf in) {
    int from = Math.max(searched - END_BYTES + 1, 0);
    var rest = in.slice(in.readerIndex() + from, in.readableBytes() - from);
    int found = ByteBufUtil.indexOf(END_OF_HEAD, rest);
    searched = in.readableBytes();
    return found < 0 ? -1 : from + found;
  }

  private void request(ChannelHandlerContext ctx, String head) {
    switch (HttpConnectRequest.parse(head)) {
      case HttpConnectRequest.Parsed.Malformed(var status) -> malformed(ctx, status);
      case HttpConnectRequest.Parsed.Request(var destination, var credentials) -> {
        done = true;
        HandshakeGuard.passed(ctx);
        requests.connect(
            new HttpClient(ctx.channel()),
            new StreamRequest(
                port, ClientProtocol.HTTP_CONNECT, credentials, destination, Purpose.CONNECT));
        ctx.pipeline().remove(this);
      }
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent && !done) {
      ctx.close();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    tally.addFailure(cause);
    ctx.close();
  }

  private void malformed(ChannelHandlerContext ctx, HttpStatus status) {
    done = true;
    tally.addMalformed(PortKind.HTTP_TUNNEL);
    ctx.writeAndFlush(HttpReplies.of(status)).addListener(ChannelFutureListener.CLOSE);
  }
}
