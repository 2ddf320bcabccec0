package org.sallyport.tor.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whatever bytes come: replies or a [MalformedReplyException], the same for every way to cut them.
final class ControlReplyFuzzTest {
  private record Outcome(List<Reply> replies, @Nullable String refusal) {}

  @FuzzTest
  void readsAllBytesAlikeHoweverTheyArrive(byte[] bytes) {
    var whole = parse(bytes, Math.max(1, bytes.length));
    assertThat(parse(bytes, 1)).isEqualTo(whole);
    for (Reply reply : whole.replies()) {
      assertThat(reply.status()).isBetween(0, 999);
      assertThat(EventParser.parse(reply)).isNotNull();
    }
  }

  private static Outcome parse(byte[] bytes, int step) {
    var replies = new ArrayList<Reply>();
    var parser = new ReplyParser();
    try {
      for (int i = 0; i < bytes.length; i += step) {
        parser.accept(ByteBuffer.wrap(bytes, i, Math.min(step, bytes.length - i)), replies::add);
      }
      return new Outcome(List.copyOf(replies), null);
    } catch (MalformedReplyException e) {
      return new Outcome(List.copyOf(replies), e.getMessage());
    }
  }
}
