package org.sallyport.testbed.leak;

import java.util.Comparator;
import java.util.List;
import org.sallyport.testbed.leak.LeakOptions.Extent;
import org.sallyport.testbed.leak.matrix.Cell;
import org.sallyport.testbed.leak.matrix.Matrix;
import org.sallyport.testbed.leak.matrix.Phase;
import org.sallyport.testbed.leak.probe.Probe;
import org.sallyport.testbed.leak.probe.Prober;

/// The script: controls first, then the lives of a gateway while one application goes on probing.
/// Confined to one thread.
final class LeakTest {
  private static final int SETTING_UP_PERCENT = 40;
  private static final int COMPLETE_PERCENT = 100;
  private static final int QUICK_PHASES = 5;

  private final Ground ground;
  private final Bar bar;
  private final Matrix matrix = new Matrix();
  private final Examination examination;
  private final List<Probe> probes;
  private Patience patience = new Patience("1.5", "0.3");
  private int phasesDone;

  /// How many seconds a probe waits for an answer, while one may come through Tor, and else. What
  /// leaks is seen when it is sent: a longer wait only tells more often what came out of an exit.
  private record Patience(String open, String otherwise) {}

  LeakTest(Ground ground, Bar bar) {
    this.ground = ground;
    this.bar = bar;
    this.examination = new Examination(ground, matrix);
    this.probes = ground.terrain().probes();
    matrix.leaveOut(ground.terrain().leftOut());
  }

  /// Runs it.
  Matrix run(Extent extent) {
    if (extent == Extent.QUICK) {
      patience = new Patience("0.6", "0.15");
    }
    var tor = ground.tor(List.of());
    try (var gateway = new GatewayLife(ground.stage(), tor);
        var host = ground.unprotected()) {
      host.tell("listen", HostProgram.ABSTRACT);
      bar.show(25, "each probe once without protection");
      examination.open(gateway, probes);
      wholeLife(gateway);
      if (extent == Extent.FULL) {
        suddenDeath(gateway);
      }
    }
    return matrix;
  }

  /// One application sees its gateway open, blocked, stopping and gone, and the next one starting.
  private void wholeLife(GatewayLife gateway) {
    try (var other = ground.other();
        var prober = application(other)) {
      probe(Phase.OPEN, prober);
      gateway.block();
      probe(Phase.BLOCKED, prober);
      gateway.reopen();
      Process down = gateway.stop();
      probe(Phase.STOPPING, prober);
      join(down);
      probe(Phase.ENDED, prober);
      gateway.beginAsleep();
      gateway.awaitStarting();
      probe(Phase.STARTING, prober);
    }
  }

  /// A gateway that dies under its application.
  private void suddenDeath(GatewayLife gateway) {
    gateway.reopen();
    try (var other = ground.other();
        var prober = application(other)) {
      probe(Phase.OPEN, prober);
      gateway.kill();
      probe(Phase.KILLED, prober);
    }
  }

  private Prober application(OtherApplication other) {
    var prober = ground.application(ground.run(Prober.PROGRAM));
    prober.tell("fake", other.fakeAddress());
    return prober;
  }

  private static void join(Process process) {
    var _ = process.onExit().join();
  }

  private void probe(Phase phase, Prober prober) {
    int room = (COMPLETE_PERCENT - SETTING_UP_PERCENT) / QUICK_PHASES;
    bar.show(SETTING_UP_PERCENT + room * Math.min(phasesDone, QUICK_PHASES - 1), phase.title());
    prober.tell("patience", phase == Phase.OPEN ? patience.open() : patience.otherwise());
    for (Probe probe : order(phase)) {
      Cell _ = examination.judge(probe, phase, prober);
    }
    phasesDone++;
  }

  /// First nothing, so that what the last state left behind is told from a probe; then what was
  /// kept from the last state; then the rest.
  private List<Probe> order(Phase phase) {
    if (phase == Phase.OPEN) {
      return probes;
    }
    return probes.stream().sorted(Comparator.comparingInt(LeakTest::rank)).toList();
  }

  private static int rank(Probe probe) {
    return switch (probe.family()) {
      case SILENCE -> 0;
      case KEPT -> 1;
      default -> 2;
    };
  }
}
