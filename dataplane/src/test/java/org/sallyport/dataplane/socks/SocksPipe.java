package org.sallyport.dataplane.socks;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import org.sallyport.core.port.Port;
import org.sallyport.core.port.PortKind;
import org.sallyport.dataplane.counter.Counters;
import org.sallyport.dataplane.counter.Counters.Count;
import org.sallyport.dataplane.counter.Tally;
import org.sallyport.dataplane.stream.AcceptGate;
import org.sallyport.dataplane.stream.HandshakeGuard;
import org.sallyport.dataplane.stream.RecordingRequests;

/// A SOCKS handshake on a channel without a network.
final class SocksPipe {
  final RecordingRequests requests = new RecordingRequests();
  final EmbeddedChannel channel;
  private final Tally tally = new Tally();

  SocksPipe() {
    this(Port.of(PortKind.SOCKS, 9050));
  }

  SocksPipe(Port port) {
    var gate = new AcceptGate(256, new EmbeddedChannel().eventLoop(), tally);
    channel =
        new EmbeddedChannel(
            new HandshakeGuard(gate, Duration.ofSeconds(30), tally),
            new SocksHandshake(port, requests, tally));
  }

  /// The client sends everything in one write.
  SocksPipe whole(byte[] bytes) {
    channel.writeInbound(Unpooled.copiedBuffer(bytes));
    assertThat(counters().count(Count.DEFECTS)).isZero();
    return this;
  }

  /// The client sends a byte at a time.
  SocksPipe byteByByte(byte[] bytes) {
    for (int i = 0; i < bytes.length && channel.isOpen(); i++) {
      channel.writeInbound(Unpooled.copiedBuffer(bytes, i, 1));
    }
    assertThat(counters().count(Count.DEFECTS)).isZero();
    return this;
  }

  /// What the client was told so far, since the last call.
  byte[] told() {
    var out = new ByteArrayOutputStream();
    for (ByteBuf buf = channel.readOutbound(); buf != null; buf = channel.readOutbound()) {
      out.writeBytes(ByteBufUtil.getBytes(buf));
      buf.release();
    }
    return out.toByteArray();
  }

  /// What came behind the request, which is the stream's.
  byte[] passedOn() {
    var out = new ByteArrayOutputStream();
    for (ByteBuf buf = channel.readInbound(); buf != null; buf = channel.readInbound()) {
      out.writeBytes(ByteBufUtil.getBytes(buf));
      buf.release();
    }
    return out.toByteArray();
  }

  Counters counters() {
    tally.publish();
    return tally.published();
  }
}
