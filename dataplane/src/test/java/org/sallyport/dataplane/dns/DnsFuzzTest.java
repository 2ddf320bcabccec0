package org.sallyport.dataplane.dns;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import org.sallyport.dataplane.counter.Tally;
import org.sallyport.dataplane.fake.FakeAddresses;
import org.sallyport.dataplane.limit.Limits;

/// Any datagram at a DNSPort: no exception, at most one answer, and that is an answer to this
/// query, in 512 bytes.
final class DnsFuzzTest {
  private static final int HEAD_BYTES = 12;

  @FuzzTest(maxDuration = "30s")
  void takesAnyBytes(byte[] bytes) {
    var limits = new Limits.Dns(8, Duration.ofSeconds(60), 1);
    var fakes = new FakeAddresses(limits, new Random(1), Ticker.newMockTicker());
    var port = new DnsPort(new MapResolver(fakes, limits.timeToLive()), new Tally());
    var answers = new ArrayList<ByteBuf>();
    boolean answered = port.answer(Unpooled.wrappedBuffer(bytes), answers::add);
    assertThat(answers).hasSize(answered ? 1 : 0);
    for (ByteBuf answer : answers) {
      assertThat(answer.readableBytes()).isBetween(HEAD_BYTES, 512);
      assertThat(answer.getByte(0)).isEqualTo(bytes[0]);
      assertThat(answer.getByte(1)).isEqualTo(bytes[1]);
      assertThat(answer.getByte(2) & 0x80).as("response").isEqualTo(0x80);
      boolean repeats = answer.getShort(4) == 1;
      int end = repeats ? questionEnd(answer) : HEAD_BYTES;
      assertThat(answer.slice(HEAD_BYTES, end - HEAD_BYTES))
          .isEqualTo(Unpooled.wrappedBuffer(bytes, HEAD_BYTES, end - HEAD_BYTES));
    }
  }

  private static int questionEnd(ByteBuf answer) {
    int at = HEAD_BYTES;
    while (answer.getUnsignedByte(at) != 0) {
      at += 1 + answer.getUnsignedByte(at);
    }
    return at + 5;
  }
}
