package org.sallyport.dataplane.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;
import org.sallyport.core.state.TorView;
import org.sallyport.dataplane.counter.Counters.Count;
import org.sallyport.dataplane.counter.Tally;
import org.sallyport.dataplane.stream.AcceptGate;
import org.sallyport.dataplane.stream.HandshakeGuard;

/// Whatever bytes come, in whatever pieces: whole lines of replies from the short list, no defect.
final class ControlConnectionFuzzTest {
  private static final Pattern REPLIES = Pattern.compile("((250|500|510|551|552)[ -][ -~]*\r\n)*");

  @FuzzTest
  void answersWithKnownLinesOnly(byte[] bytes) {
    var tally = new Tally();
    var channel = new EmbeddedChannel();
    var gate = new AcceptGate(1_000, channel.eventLoop(), tally);
    channel
        .pipeline()
        .addLast(new HandshakeGuard(gate, Duration.ofSeconds(30), tally))
        .addLast(
            new ControlConnection(new ControlCommands(TorView.NONE), new ControlQuota(), tally));
    int half = bytes.length / 2;
    channel.writeInbound(Unpooled.copiedBuffer(bytes, 0, half));
    if (channel.isOpen()) {
      channel.writeInbound(Unpooled.copiedBuffer(bytes, half, bytes.length - half));
    }
    var heard = new StringBuilder();
    for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
      heard.append(next.toString(StandardCharsets.ISO_8859_1));
      next.release();
    }
    assertThat(REPLIES.matcher(heard).matches()).as("%s", heard).isTrue();
    tally.publish();
    assertThat(tally.published().count(Count.DEFECTS)).isZero();
    channel.close();
  }
}
