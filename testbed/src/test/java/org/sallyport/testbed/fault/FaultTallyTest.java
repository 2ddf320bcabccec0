package org.sallyport.testbed.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sallyport.testbed.fault.FaultResult.Memory;

final class FaultTallyTest {
  private static final Duration WITHIN = Duration.ofSeconds(10);
  private static final Memory STEADY = new Memory(100, 110);

  private final FaultTally tally = new FaultTally(WITHIN);

  private static Episode of(Fault... faults) {
    return new Episode(
        Stream.of(faults)
            .map(fault -> new Strike(fault, Duration.ZERO, Duration.ZERO, 1))
            .toList());
  }

  private static Recovery after(long millis) {
    return new Recovery(
        Optional.of(Duration.ofMillis(millis)), Optional.empty(), List.of(), List.of());
  }

  private FaultResult result() {
    return new FaultResult(7, tally, STEADY, 1, 2, List.of());
  }

  private FaultTally.Row rowOf(Fault fault) {
    return Objects.requireNonNull(tally.rows().get(fault));
  }

  @Test
  void sumsUpByKindWithPairsCountedForBoth() {
    tally.add(of(Fault.TOR_KILLED), after(3000));
    tally.add(of(Fault.TOR_KILLED), after(1000));
    tally.add(of(Fault.TOR_KILLED, Fault.DISK_FULL), after(2000));
    assertThat(tally.rows()).containsOnlyKeys(Fault.TOR_KILLED, Fault.DISK_FULL);
    var row = rowOf(Fault.TOR_KILLED);
    assertThat(row).isEqualTo(new FaultTally.Row(2, 1, List.of(1000L, 2000L, 3000L), 0, 0));
    assertThat(row.median()).contains(2000L);
    assertThat(row.longest()).contains(3000L);
    assertThat(result().holds()).isTrue();
  }

  @Test
  void beingLateIsExcusedByAReasonOnly() {
    var late = Optional.of(Duration.ofSeconds(11));
    tally.add(of(Fault.TOR_KILLED), new Recovery(late, Optional.of("why"), List.of(), List.of()));
    assertThat(result().holds()).isTrue();
    assertThat(tally.excused()).hasSize(1);
    assertThat(rowOf(Fault.TOR_KILLED).late()).isEqualTo(1);
    assertThat(FaultText.lines(result())).anyMatch(line -> line.contains("`status` said why"));
    tally.add(of(Fault.TOR_KILLED), new Recovery(late, Optional.empty(), List.of(), List.of()));
    assertThat(result().holds()).isFalse();
    assertThat(tally.broken()).hasSize(1);
  }

  @Test
  void neverIsNotExcused() {
    tally.add(
        of(Fault.TOR_KILLED),
        new Recovery(Optional.empty(), Optional.of("why"), List.of(), List.of()));
    assertThat(result().holds()).isFalse();
    assertThat(rowOf(Fault.TOR_KILLED).median()).isEmpty();
  }

  @Test
  void aLeakOrAComplaintBreaksTheLaw() {
    var soon = Optional.of(Duration.ZERO);
    var leak = new Recovery(soon, Optional.empty(), List.of("a packet"), List.of());
    var complaint = new Recovery(soon, Optional.empty(), List.of(), List.of("a violation"));
    assertThat(leak.holds(WITHIN)).isFalse();
    assertThat(complaint.holds(WITHIN)).isFalse();
    tally.add(of(Fault.DISK_FULL), leak);
    assertThat(tally.leaks()).isEqualTo(1);
    assertThat(FaultText.lines(result())).anyMatch(line -> line.startsWith("BROKEN: "));
    assertThat(FaultText.page(result())).contains("| the disk is full | 1 | 0 | 0.0 s |");
  }

  @Test
  void memoryAndLeftoversCount() {
    assertThat(STEADY.holds()).isTrue();
    assertThat(new Memory(100, 111).holds()).isFalse();
    assertThat(new Memory(0, 0).holds()).as("nothing was measured").isFalse();
    assertThat(result().with(List.of("process 1")).holds()).isFalse();
    assertThat(FaultText.json(result())).containsEntry("holds", true).containsEntry("seed", 7L);
  }
}
