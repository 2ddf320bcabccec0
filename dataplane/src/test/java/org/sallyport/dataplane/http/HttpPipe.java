package org.sallyport.dataplane.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sallyport.core.port.Port;
import org.sallyport.core.port.PortKind;
import org.sallyport.dataplane.counter.Counters;
import org.sallyport.dataplane.counter.Counters.Count;
import org.sallyport.dataplane.counter.Tally;
import org.sallyport.dataplane.stream.AcceptGate;
import org.sallyport.dataplane.stream.HandshakeGuard;
import org.sallyport.dataplane.stream.RecordingRequests;

/// An HTTP handshake on a channel without a network.
final class HttpPipe {
  static final int MAX_BYTES = 8_192;

  final RecordingRequests requests = new RecordingRequests();
  final EmbeddedChannel channel;
  private final Tally tally = new Tally();

  HttpPipe() {
    var gate = new AcceptGate(256, new EmbeddedChannel().eventLoop(), tally);
    channel =
        new EmbeddedChannel(
            new HandshakeGuard(gate, Duration.ofSeconds(30), tally),
            new HttpHandshake(Port.of(PortKind.HTTP_TUNNEL, 9080), requests, tally, MAX_BYTES));
  }

  HttpPipe whole(String text) {
    return whole(text.getBytes(ISO_8859_1));
  }

  HttpPipe whole(byte[] bytes) {
    channel.writeInbound(Unpooled.copiedBuffer(bytes));
    assertThat(counters().count(Count.DEFECTS)).isZero();
    return this;
  }

  HttpPipe byteByByte(byte[] bytes) {
    for (int i = 0; i < bytes.length && channel.isOpen(); i++) {
      channel.writeInbound(Unpooled.copiedBuffer(bytes, i, 1));
    }
    assertThat(counters().count(Count.DEFECTS)).isZero();
    return this;
  }

  /// What the client was told so far, since the last call.
  String told() {
    return drained(channel::readOutbound);
  }

  /// What came behind the head, which is the stream's.
  String passedOn() {
    return drained(channel::readInbound);
  }

  Counters counters() {
    tally.publish();
    return tally.published();
  }

  private static String drained(Supplier<@Nullable ByteBuf> source) {
    var text = new StringBuilder();
    for (ByteBuf buf = source.get(); buf != null; buf = source.get()) {
      text.append(buf.toString(ISO_8859_1));
      buf.release();
    }
    return text.toString();
  }
}
