package org.sallyport.dataplane.control;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.sallyport.core.port.PortKind;
import org.sallyport.dataplane.control.ControlReply.Last;
import org.sallyport.dataplane.counter.Tally;
import org.sallyport.dataplane.stream.HandshakeGuard;

/// One connection to the stand-in for a ControlPort: lines in, replies out. It may stay for as long
/// as its client likes, because software holds such a connection open for all of its life; their
/// number, the length of a line and the commands in a second are limited.
///
/// Confined to the event loop of its channel.
public final class ControlConnection extends ByteToMessageDecoder {
  /// The longest line, its end included.
  static final int MAX_LINE_BYTES = 1_024;

  /// Commands in one second; more end the connection.
  static final int MAX_COMMANDS_PER_SECOND = 64;

  private static final byte LF = '\n';

  private final ControlCommands commands;
  private final ControlQuota quota;
  private final Tally tally;
  private boolean counted;
  private boolean ended;
  private long second;
  private int commandsInSecond;

  /// @param commands decides
  /// @param quota how many connections the application may have
  /// @param tally counts
  public ControlConnection(ControlCommands commands, ControlQuota quota, Tally tally) {
    this.commands = commands;
    this.quota = quota;
    this.tally = tally;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (ended) {
      in.skipBytes(in.readableBytes());
      return;
    }
    int end = in.bytesBefore(LF);
    if (end >= MAX_LINE_BYTES || (end < 0 && in.readableBytes() >= MAX_LINE_BYTES)) {
      tally.addMalformed(PortKind.CONTROL);
      refuse(ctx, "500 Line too long");
    } else if (end >= 0) {
      String line =
          in.readCharSequence(end, StandardCharsets.ISO_8859_1).toString().stripTrailing();
      in.skipBytes(1);
      take(ctx, line);
    }
  }

  private void take(ChannelHandlerContext ctx, String line) {
    if (!counted && !enter(ctx)) {
      return;
    }
    long now = TimeUnit.NANOSECONDS.toSeconds(ctx.executor().ticker().nanoTime());
    commandsInSecond = now == second ? commandsInSecond + 1 : 1;
    second = now;
    if (commandsInSecond > MAX_COMMANDS_PER_SECOND) {
      refuse(ctx, "551 Too many commands");
      return;
    }
    ControlReply reply = commands.reply(line);
    write(ctx, reply);
    if (reply instanceof Last) {
      end(ctx);
    }
  }

  /// The first whole line is the end of the handshake.
  private boolean enter(ChannelHandlerContext ctx) {
    HandshakeGuard.passed(ctx);
    counted = quota.tryTake();
    if (!counted) {
      refuse(ctx, "551 Too many connections");
    }
    return counted;
  }

  private void refuse(ChannelHandlerContext ctx, String line) {
    write(ctx, new Last(line));
    end(ctx);
  }

  private void end(ChannelHandlerContext ctx) {
    ended = true;
    ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  private static void write(ChannelHandlerContext ctx, ControlReply reply) {
    String text = String.join("\r\n", reply.lines()) + "\r\n";
    ctx.writeAndFlush(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof io.netty.channel.socket.ChannelInputShutdownEvent) {
      end(ctx);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    ended = true;
    if (counted) {
      counted = false;
      quota.giveBack();
    }
    super.channelInactive(ctx);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    ctx.channel().config().setAutoRead(ctx.channel().isWritable());
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    tally.addFailure(cause);
    ctx.close();
  }
}
