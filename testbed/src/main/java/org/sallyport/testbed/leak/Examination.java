package org.sallyport.testbed.leak;

import java.util.Collection;
import org.sallyport.testbed.leak.matrix.Cell;
import org.sallyport.testbed.leak.matrix.Control;
import org.sallyport.testbed.leak.matrix.Evidence;
import org.sallyport.testbed.leak.matrix.Matrix;
import org.sallyport.testbed.leak.matrix.Phase;
import org.sallyport.testbed.leak.probe.Answer;
import org.sallyport.testbed.leak.probe.Family;
import org.sallyport.testbed.leak.probe.Probe;
import org.sallyport.testbed.leak.probe.Probe.Trait;
import org.sallyport.testbed.leak.probe.Prober;
import org.sallyport.testbed.leak.world.Internet;

/// Probes, one after the other, each with what the witnesses saw of it, noted in a matrix. Confined
/// to one thread.
final class Examination {
  /// Seconds for an answer that nobody waits for: what is sent unprotected is seen at once.
  private static final String CONTROL_PATIENCE = "0.3";

  private final Ground ground;
  private final Matrix matrix;

  Examination(Ground ground, Matrix matrix) {
    this.ground = ground;
    this.matrix = matrix;
  }

  /// Runs all controls of a world whose gateway has begun, and returns when it is open.
  ///
  /// @return what they showed
  static Matrix ofControls(Ground ground, GatewayLife gateway, Collection<Probe> probes) {
    var controls = new Matrix();
    var examination = new Examination(ground, controls);
    examination.controls(probes);
    gateway.awaitOpen();
    examination.lateControls(probes);
    return controls;
  }

  /// Runs the controls that need no gateway.
  void controls(Collection<Probe> probes) {
    ground.internet().settle();
    try (var prober = ground.unprotected()) {
      prober.tell("patience", CONTROL_PATIENCE);
      probes.stream()
          .filter(probe -> !probe.is(Trait.NEEDS_GATEWAY))
          .forEach(probe -> control(probe, prober));
    }
    ground.internet().settle();
  }

  /// Runs those that need one, while it runs.
  void lateControls(Collection<Probe> probes) {
    try (var prober = ground.unprotected()) {
      probes.stream()
          .filter(probe -> probe.is(Trait.NEEDS_GATEWAY))
          .forEach(probe -> control(probe, prober));
    }
  }

  /// Runs a probe in a state and judges it.
  Cell judge(Probe probe, Phase phase, Prober prober) {
    Answer answer = ask(probe, prober);
    return matrix.judge(probe, phase, answer, look());
  }

  private Answer ask(Probe probe, Prober prober) {
    return probe.is(Trait.NEEDS_KNOCKS)
        ? ground.internet().knocking(() -> prober.ask(probe.name()))
        : prober.ask(probe.name());
  }

  private void control(Probe probe, Prober prober) {
    if (probe.family() == Family.KEPT) {
      Answer _ = prober.ask(probe.name()); // opens what the next call uses
    }
    Evidence _ = look(); // what was seen before is nobody's
    Answer answer = ask(probe, prober);
    matrix.control(probe, Control.of(probe, answer, look()));
  }

  /// The same, but what stays on the host is nobody's fault.
  Cell judgeBeyondHost(Probe probe, Phase phase, Prober prober) {
    Answer answer = ask(probe, prober);
    Internet internet = ground.internet();
    var evidence = new Evidence(internet.countedBeyond(), internet.capturedBeyond());
    return matrix.judge(probe, phase, answer, evidence);
  }

  /// What both witnesses have seen since the last look.
  Evidence look() {
    Internet internet = ground.internet();
    return new Evidence(internet.counted(), internet.captured());
  }
}
