package org.sallyport.testbed.leak.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/// Whatever arrives at an interface is read as something, in a bounded number of words.
final class FrameFuzzTest {
  private static final int LONGEST = 160;

  @FuzzTest(maxDuration = "5s")
  void everyFrameHasWords(byte[] bytes) {
    assertThat(Frame.parse(bytes).text()).isNotEmpty().hasSizeLessThan(LONGEST);
  }
}
