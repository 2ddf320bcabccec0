package org.sallyport.dataplane.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class StreamQuotaTest {
  private final AtomicInteger all = new AtomicInteger();

  @Test
  void keepsEachApplicationWithinItsLimit() {
    var quota = new StreamQuota(2, 10, all);
    assertThat(quota.tryTake()).isTrue();
    assertThat(quota.tryTake()).isTrue();
    assertThat(quota.tryTake()).isFalse();
    assertThat(all).hasValue(2);
    quota.giveBack();
    assertThat(quota.tryTake()).isTrue();
  }

  @Test
  void keepsAllWithinTheirs() {
    var one = new StreamQuota(10, 2, all);
    var other = new StreamQuota(10, 2, all);
    assertThat(one.tryTake()).isTrue();
    assertThat(other.tryTake()).isTrue();
    assertThat(one.tryTake()).isFalse();
    assertThat(all).hasValue(2);
    other.giveBack();
    assertThat(one.tryTake()).isTrue();
  }
}
