package org.sallyport.testbed.leak.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sallyport.testbed.leak.probe.Answer;
import org.sallyport.testbed.leak.probe.Answer.Outcome;
import org.sallyport.testbed.leak.probe.Family;
import org.sallyport.testbed.leak.probe.Probe;
import org.sallyport.testbed.leak.probe.Probe.Kind;
import org.sallyport.testbed.leak.probe.Probe.Trait;
import org.sallyport.testbed.leak.world.Sighting;

/// The laws by which the leak test judges.
final class MatrixTest {
  private static final Probe STREAM = probe("stream", Kind.STREAM);
  private static final Probe PACKET = probe("packet", Kind.PACKET);
  private static final Probe ATTEMPT = probe("attempt", Kind.ATTEMPT);

  private static Probe probe(String name, Kind kind) {
    return new Probe(name, Family.TCP, kind, Set.of());
  }

  private static final Answer SENT = new Answer(Outcome.SENT, "");
  private static final Answer REFUSED = new Answer(Outcome.REFUSED, "no");
  private static final Answer DONE = new Answer(Outcome.DONE, "got it");
  private static final Evidence NOTHING = new Evidence(Sighting.NOTHING, Sighting.NOTHING);
  private static final Sighting LEAK = new Sighting(2, 0, List.of("UDP to somewhere"));
  private static final Sighting BY_TOR = new Sighting(0, 3, List.of());

  private final Matrix matrix = new Matrix();

  @Test
  void nothingSeenIsContainedOnlyIfBothWitnessesSawTheControl() {
    matrix.control(PACKET, Control.of(PACKET, SENT, new Evidence(LEAK, LEAK)));
    assertThat(judge(PACKET, REFUSED, NOTHING).verdict()).isEqualTo(Verdict.CONTAINED);
    assertThat(matrix.holds()).isTrue();
    for (var half :
        List.of(
            new Evidence(LEAK, Sighting.NOTHING), new Evidence(Sighting.NOTHING, LEAK), NOTHING)) {
      matrix.control(PACKET, Control.of(PACKET, SENT, half));
      assertThat(judge(PACKET, REFUSED, NOTHING).verdict()).isEqualTo(Verdict.NOT_TESTED);
    }
    assertThat(matrix.holds()).isFalse();
  }

  @Test
  void whatEitherWitnessSawIsALeak() {
    matrix.control(PACKET, Control.of(PACKET, SENT, new Evidence(LEAK, LEAK)));
    assertThat(judge(PACKET, REFUSED, new Evidence(LEAK, Sighting.NOTHING)).verdict())
        .isEqualTo(Verdict.LEAKED);
    assertThat(judge(PACKET, REFUSED, new Evidence(Sighting.NOTHING, LEAK)).words())
        .containsExactly("UDP to somewhere");
    assertThat(matrix.leakedPackets()).isEqualTo(2);
  }

  @Test
  void aLeakIsALeakEvenWithoutAControl() {
    assertThat(judge(PACKET, SENT, new Evidence(LEAK, LEAK)).verdict()).isEqualTo(Verdict.LEAKED);
  }

  @Test
  void onlyStreamsComeOutOfExits() {
    matrix.control(STREAM, Control.of(STREAM, SENT, new Evidence(LEAK, LEAK)));
    matrix.control(PACKET, Control.of(PACKET, SENT, new Evidence(LEAK, LEAK)));
    var seen = new Evidence(BY_TOR, BY_TOR);
    assertThat(judge(STREAM, SENT, seen).verdict()).isEqualTo(Verdict.THROUGH_TOR);
    assertThat(judge(PACKET, SENT, seen).verdict()).isEqualTo(Verdict.CONTAINED);
  }

  @Test
  void anAttemptThatSucceedsIsALeak() {
    matrix.control(ATTEMPT, Control.of(ATTEMPT, DONE, NOTHING));
    assertThat(judge(ATTEMPT, REFUSED, NOTHING).verdict()).isEqualTo(Verdict.CONTAINED);
    assertThat(judge(ATTEMPT, DONE, NOTHING).words()).containsExactly("it succeeded: got it");
  }

  @Test
  void aControlThatIsRefusedIsExcusedOnlyWhereTheMachineMayRefuse() {
    var refusable = new Probe("refusable", Family.ICMP, Kind.PACKET, Set.of(Trait.MAY_BE_REFUSED));
    assertThat(Control.of(refusable, REFUSED, NOTHING).result()).isEqualTo(Control.Result.ABSENT);
    assertThat(Control.of(PACKET, REFUSED, NOTHING).result()).isEqualTo(Control.Result.MISSED);
    assertThat(Control.of(refusable, SENT, NOTHING).result()).isEqualTo(Control.Result.MISSED);
  }

  @Test
  void aBrokenProbeIsNotTested() {
    matrix.control(PACKET, Control.of(PACKET, SENT, new Evidence(LEAK, LEAK)));
    var broken = new Answer(Outcome.BROKEN, "it hangs");
    assertThat(judge(PACKET, broken, NOTHING).words())
        .containsExactly("the probe failed: it hangs");
  }

  @Test
  void anEmptyMatrixHoldsNothing() {
    assertThat(new Matrix().holds()).isFalse();
  }

  @Test
  void tableFitsEightyColumnsAndShowsTheWorstOfAFamily() {
    matrix.control(PACKET, Control.of(PACKET, SENT, new Evidence(LEAK, LEAK)));
    matrix.control(STREAM, Control.of(STREAM, SENT, new Evidence(LEAK, LEAK)));
    for (Phase phase : Phase.values()) {
      var _ = matrix.judge(PACKET, phase, REFUSED, NOTHING);
      var _ = matrix.judge(STREAM, phase, REFUSED, new Evidence(LEAK, LEAK));
    }
    var lines = MatrixText.lines(matrix);
    assertThat(lines).allMatch(line -> line.length() <= MatrixText.WIDTH);
    assertThat(lines).anyMatch(line -> line.startsWith("TCP  ") && line.contains("LEAKED"));
    assertThat(lines).contains("LEAKED stream, open:", "    UDP to somewhere");
  }

  private Cell judge(Probe probe, Answer answer, Evidence evidence) {
    return matrix.judge(probe, Phase.OPEN, answer, evidence);
  }
}
