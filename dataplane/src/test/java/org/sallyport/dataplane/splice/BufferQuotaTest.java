package org.sallyport.dataplane.splice;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.sallyport.dataplane.limit.Limits;

final class BufferQuotaTest {
  private static final Limits.Buffers LIMITS = new Limits.Buffers(10, 40, 50);

  private final AtomicLong shared = new AtomicLong();
  private final BufferQuota one = new BufferQuota(LIMITS, shared);
  private final BufferQuota other = new BufferQuota(LIMITS, shared);
  private final BufferQuota third = new BufferQuota(LIMITS, shared);

  @Test
  void ownIsThereWhateverOthersHold() {
    assertThat(one.tryTake(40)).isTrue();
    assertThat(other.tryTake(30)).isTrue();
    assertThat(shared).hasValue(50);
    assertThat(third.tryTake(10)).isTrue();
    assertThat(third.tryTake(1)).isFalse();
    assertThat(other.tryTake(1)).isFalse();
  }

  @Test
  void noApplicationHasMoreThanItsLimit() {
    assertThat(one.tryTake(40)).isTrue();
    assertThat(one.tryTake(1)).isFalse();
    one.giveBack(1);
    assertThat(one.tryTake(1)).isTrue();
  }

  @Test
  void whatIsGivenBackIsThereForOthers() {
    assertThat(one.tryTake(40)).isTrue();
    assertThat(other.tryTake(30)).isTrue();
    one.giveBack(25);
    assertThat(shared).hasValue(25);
    assertThat(other.tryTake(10)).isTrue();
    one.giveBack(15);
    other.giveBack(40);
    assertThat(shared).hasValue(0);
  }

  @Test
  void refusalTakesNothing() {
    assertThat(one.tryTake(40)).isTrue();
    assertThat(other.tryTake(40)).isFalse();
    assertThat(shared).hasValue(30);
    assertThat(other.tryTake(30)).isTrue();
  }

  @Test
  void memoryCountsAndNotWhatItHolds() {
    assertThat(BufferQuota.cost(Unpooled.buffer(2_048).writeByte(1))).isEqualTo(2_048);
    assertThat(BufferQuota.cost(new Object())).isZero();
  }
}
