package org.sallyport.api.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LineBufferTest {
  private static final int LIMIT = 20_000;

  @Test
  void givesLinesHoweverTheBytesAreCut() throws LineTooLongException {
    long seed = Long.getLong("sallyport.seed", System.nanoTime());
    var random = new Random(seed);
    var expected = new ArrayList<String>();
    for (int i = 0; i < 50; i++) {
      expected.add("x".repeat(random.nextInt(LIMIT)) + i % 10);
    }
    byte[] all = (String.join("\n", expected) + "\n").getBytes(UTF_8);
    var buffer = new LineBuffer(LIMIT);
    var lines = new ArrayList<String>();
    for (int at = 0; at < all.length; ) {
      int count = Math.min(1 + random.nextInt(9000), all.length - at);
      buffer.add(ByteBuffer.wrap(all, at, count));
      at += count;
      for (var line = buffer.next(); line.isPresent(); line = buffer.next()) {
        lines.add(new String(line.get(), UTF_8));
      }
    }
    assertThat(lines).as("-Dsallyport.seed=%d", seed).isEqualTo(expected);
    assertThat(buffer.holdsPart()).isFalse();
  }

  @Test
  void acceptsLineOfTheLimit() throws LineTooLongException {
    var buffer = new LineBuffer(3);
    buffer.add(ByteBuffer.wrap("abc\n\n".getBytes(UTF_8)));
    assertThat(buffer.next()).contains("abc".getBytes(UTF_8));
    assertThat(buffer.next()).contains(new byte[0]);
    assertThat(buffer.next()).isEmpty();
  }

  @Test
  void refusesLongerLineBeforeItEnds() {
    var buffer = new LineBuffer(3);
    buffer.add(ByteBuffer.wrap("abcd".getBytes(UTF_8)));
    assertThat(buffer.holdsPart()).isTrue();
    assertThatThrownBy(buffer::next)
        .isInstanceOf(LineTooLongException.class)
        .hasMessageContaining("3 bytes")
        .satisfies(e -> assertThat(e.getStackTrace()).isEmpty());
  }

  @Test
  void refusesLongerLineThatHasEnded() {
    var buffer = new LineBuffer(3);
    buffer.add(ByteBuffer.wrap("abcd\n".getBytes(UTF_8)));
    assertThatThrownBy(buffer::next).isInstanceOf(LineTooLongException.class);
  }
}
