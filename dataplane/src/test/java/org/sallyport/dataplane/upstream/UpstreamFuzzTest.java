package org.sallyport.dataplane.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.sallyport.core.admission.StreamRequest.Purpose;

/// Anything in tor's place: no exception, at most one answer, and the same whether it comes in one
/// piece or a byte at a time.
final class UpstreamFuzzTest {
  @FuzzTest(maxDuration = "30s")
  void takesAnyBytes(byte[] bytes) {
    for (Purpose purpose : Purpose.values()) {
      var whole = new UpstreamPipe(purpose).tor(bytes);
      var slow = new UpstreamPipe(purpose);
      for (byte one : bytes) {
        slow.tor(new byte[] {one});
      }
      assertThat(whole.answers).hasSizeLessThanOrEqualTo(1).isEqualTo(slow.answers);
      assertThat(whole.flowing).isLessThanOrEqualTo(1).isEqualTo(slow.flowing);
      byte[] passedOn = whole.passedOn();
      assertThat(slow.passedOn()).isEqualTo(passedOn);
      whole.channel.finishAndReleaseAll();
      slow.channel.finishAndReleaseAll();
      assertThat(whole.answers).hasSize(1);
    }
  }
}
