package org.sallyport.dataplane.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.sallyport.core.admission.StreamRequest.Purpose;
import org.sallyport.core.isolation.IsolationToken;
import org.sallyport.core.port.UpstreamFlavour;
import org.sallyport.core.stream.Destination;
import org.sallyport.core.stream.Host;

/// A handshake with tor on a channel without a network.
final class UpstreamPipe implements UpstreamHandshake.Events {
  static final IsolationToken TOKEN = new IsolationToken("t".repeat(IsolationToken.CHARACTERS));

  final List<Answer> answers = new ArrayList<>();
  final EmbeddedChannel channel;
  int flowing;

  UpstreamPipe(Purpose purpose) {
    var request =
        new UpstreamRequest(
            purpose, new Destination(new Host.Name("web.test"), 80), TOKEN, UpstreamFlavour.PLAIN);
    channel = new EmbeddedChannel(new UpstreamHandshake(request, this));
  }

  @Override
  public void requestMayFlow() {
    flowing++;
    channel.flush();
  }

  @Override
  public void answered(Answer answer) {
    answers.add(answer);
  }

  /// tor sends.
  UpstreamPipe tor(byte[] bytes) {
    channel.writeInbound(Unpooled.copiedBuffer(bytes));
    channel.checkException();
    return this;
  }

  UpstreamPipe tor(String hex) {
    return tor(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  /// What tor was sent, flushed, since the last call.
  byte[] sent() {
    return drained(true);
  }

  /// What came behind tor's answer.
  byte[] passedOn() {
    return drained(false);
  }

  private byte[] drained(boolean outbound) {
    var out = new ByteArrayOutputStream();
    ByteBuf buf = outbound ? channel.readOutbound() : channel.readInbound();
    while (buf != null) {
      out.writeBytes(ByteBufUtil.getBytes(buf));
      buf.release();
      buf = outbound ? channel.readOutbound() : channel.readInbound();
    }
    return out.toByteArray();
  }
}
