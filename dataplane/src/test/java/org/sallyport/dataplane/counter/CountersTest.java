package org.sallyport.dataplane.counter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.sallyport.core.admission.RefusalReason;
import org.sallyport.core.port.PortKind;
import org.sallyport.dataplane.counter.Counters.Count;

final class CountersTest {
  @Test
  void showWhatWasCountedOnceItIsPublished() {
    var tally = new Tally();
    tally.add(Count.BYTES_UP, 42);
    tally.add(Count.STREAMS_ADMITTED);
    tally.addRefused(RefusalReason.LOOP);
    tally.addMalformed(PortKind.DNS);
    assertThat(tally.published()).isEqualTo(Counters.NONE);
    tally.publish();
    var counters = tally.published();
    assertThat(counters.count(Count.BYTES_UP)).isEqualTo(42);
    assertThat(counters.openStreams()).isEqualTo(1);
    assertThat(counters.refused(RefusalReason.LOOP)).isEqualTo(1);
    assertThat(counters.malformed(PortKind.DNS)).isEqualTo(1);
  }

  @Test
  void addUp() {
    var tally = new Tally();
    tally.add(Count.BYTES_UP, 42);
    tally.addRefused(RefusalReason.LOOP);
    tally.publish();
    var one = tally.published();
    assertThat(one.plus(one).count(Count.BYTES_UP)).isEqualTo(84);
    assertThat(one.plus(one).refused(RefusalReason.LOOP)).isEqualTo(2);
    assertThat(one.plus(Counters.NONE)).isEqualTo(one);
    assertThat(Counters.NONE.plus(one)).isEqualTo(one);
  }

  @Test
  void tellTheNetworksFailuresFromOurs() {
    var tally = new Tally();
    tally.addFailure(new IOException("connection reset"));
    tally.publish();
    assertThat(tally.published().count(Count.DEFECTS)).isZero();
    tally.addFailure(new IllegalStateException("a bug"));
    tally.publish();
    assertThat(tally.published().count(Count.DEFECTS)).isEqualTo(1);
  }
}
