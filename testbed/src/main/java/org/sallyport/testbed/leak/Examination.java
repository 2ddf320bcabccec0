package org.sallyport.testbed.leak;

import java.util.Collection;
import java.util.List;
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
public final class Examination {
  /// Seconds for an answer that nobody waits for: what is sent unprotected is seen at once.
  private static final String CONTROL_PATIENCE = "0.3";

  private static final String USUAL_PATIENCE = "1.5";

  private final Ground ground;
  private final Matrix matrix;

  /// @param matrix where they are noted
  public Examination(Ground ground, Matrix matrix) {
    this.ground = ground;
    this.matrix = matrix;
  }

  /// Runs all controls of a world, begins its gateway, and returns when that is open.
  ///
  /// @return what they showed
  static Matrix ofControls(Ground ground, GatewayLife gateway, Collection<Probe> probes) {
    var controls = new Matrix();
    var examination = new Examination(ground, controls);
    examination.open(gateway, probes);
    return controls;
  }

  /// The same, noted in this one's matrix.
  void open(GatewayLife gateway, Collection<Probe> probes) {
    var terrain = ground.terrain();
    if (terrain.isExposedBesideGateway()) {
      gateway.begin();
    }
    exposed(probes);
    if (!terrain.isExposedBesideGateway()) {
      gateway.begin();
    }
    gateway.awaitOpen();
    lateControls(probes);
  }

  /// Runs the controls that need no gateway.
  public void exposed(Collection<Probe> probes) {
    exposed(probes, () -> {});
  }

  /// The same, and something else meanwhile.
  public void exposed(Collection<Probe> probes, Runnable besides) {
    var early = probes.stream().filter(probe -> !probe.is(Trait.NEEDS_GATEWAY)).toList();
    ground.terrain().expose();
    ground.internet().settle();
    controls(early, CONTROL_PATIENCE);
    besides.run();
    ground.terrain().cover();
    ground.internet().settle();
  }

  /// The probes whose control is bad.
  public List<Probe> missed() {
    return matrix.missed();
  }

  /// Runs those that need one, while it runs.
  private void lateControls(Collection<Probe> probes) {
    var late = probes.stream().filter(probe -> probe.is(Trait.NEEDS_GATEWAY)).toList();
    if (!late.isEmpty()) {
      controls(late, USUAL_PATIENCE);
    }
  }

  private void controls(List<Probe> probes, String patience) {
    var probers = ground.everyUnprotected();
    try {
      probers.forEach(prober -> prober.tell("patience", patience));
      probes.forEach(probe -> control(probe, probers));
    } finally {
      probers.forEach(Prober::close);
    }
  }

  /// Runs a probe in a state and judges it.
  public Cell judge(Probe probe, Phase phase, Prober prober) {
    Answer answer = ask(probe, prober);
    return matrix.judge(probe, phase, answer, look());
  }

  private Answer ask(Probe probe, Prober prober) {
    return probe.is(Trait.NEEDS_KNOCKS)
        ? ground.internet().knocking(() -> prober.ask(probe.name()))
        : prober.ask(probe.name());
  }

  /// The first who is seen is enough.
  private void control(Probe probe, List<Prober> probers) {
    for (Prober prober : probers) {
      var control = control(probe, prober);
      matrix.control(probe, control);
      if (control.result() == Control.Result.SEEN) {
        return;
      }
    }
  }

  private Control control(Probe probe, Prober prober) {
    if (probe.family() == Family.KEPT) {
      Answer _ = prober.ask(probe.name()); // opens what the next call uses
    }
    Evidence _ = look(); // what was seen before is nobody's
    Answer answer = ask(probe, prober);
    return Control.of(probe, answer, look());
  }

  /// The same, but what stays on the host is nobody's fault.
  Cell judgeBeyondHost(Probe probe, Phase phase, Prober prober) {
    Answer answer = ask(probe, prober);
    Internet internet = ground.internet();
    var evidence = new Evidence(internet.countedBeyond(), internet.capturedBeyond());
    return matrix.judge(probe, phase, answer, evidence);
  }

  /// What both witnesses have seen since the last look.
  public Evidence look() {
    Internet internet = ground.internet();
    return new Evidence(internet.counted(), internet.captured());
  }
}
