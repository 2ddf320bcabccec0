package org.sallyport.testbed.leak;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.sallyport.testbed.leak.matrix.Comparison;
import org.sallyport.testbed.leak.matrix.Matrix;
import org.sallyport.testbed.leak.matrix.Phase;
import org.sallyport.testbed.leak.matrix.Shelter;
import org.sallyport.testbed.leak.probe.Probe;
import org.sallyport.testbed.leak.probe.Prober;

/// The same probes under every shelter in turn: a bare host, our workstation, what else there is.
/// Confined to one thread.
final class CompareTest {
  private static final int SETTING_UP_PERCENT = 40;
  private static final int COMPLETE_PERCENT = 100;

  /// One or two of each family: what the short form tries.
  private static final Set<String> ESSENCE =
      Set.of(
          "silence",
          "tcp4-public",
          "tcp6-public",
          "tcp4-lan",
          "tcp6-lan",
          "udp4-quic",
          "udp6-stun",
          "udp4-lan",
          "multicast4-mdns",
          "dns4-lan",
          "dns4-public",
          "ping4-raw",
          "raw-fin-ack",
          "static-program",
          "empty-environment",
          "unix-path",
          "unix-abstract",
          "process-seen",
          "file-secret");

  /// What tells nothing of a shelter: files that root may open because it is root, descriptors that
  /// a wrapper's own library opens, and what needs a second application.
  private static final Set<String> LEFT_OUT =
      Set.of(
          "lookup-timing", "device", "core-pattern", "network-setting", "magic-key", "descriptors");

  private final Ground ground;
  private final Bar bar;
  private final List<Probe> probes;
  private final Comparison comparison = new Comparison();

  CompareTest(Ground ground, Bar bar, LeakOptions.Extent extent) {
    this.ground = ground;
    this.bar = bar;
    this.probes =
        ground.terrain().probes().stream()
            .filter(probe -> !LEFT_OUT.contains(probe.name()))
            .filter(probe ->
                extent != LeakOptions.Extent.COMPARE_QUICK || ESSENCE.contains(probe.name()))
            .toList();
  }

  /// Runs it.
  Comparison run() {
    var tor = ground.tor(List.of());
    try (var gateway = new GatewayLife(ground.stage(), tor);
        var host = ground.unprotected()) {
      host.tell("listen", HostProgram.ABSTRACT);
      bar.show(SETTING_UP_PERCENT / 2, "each probe once without protection");
      Matrix controls = Examination.ofControls(ground, gateway, probes);
      var rivals = Rivals.on(ground);
      var shelters = Rivals.available();
      for (Shelter shelter : shelters) {
        int share = (COMPLETE_PERCENT - SETTING_UP_PERCENT) / shelters.size();
        bar.show(SETTING_UP_PERCENT + share * shelters.indexOf(shelter), shelter.title());
        probe(shelter, rivals, controls.withControls());
      }
    }
    return comparison;
  }

  private void probe(Shelter shelter, Rivals rivals, Matrix matrix) {
    ground.internet().settle();
    var examination = new Examination(ground, matrix);
    try (Prober prober = rivals.prober(shelter)) {
      prober.tell("patience", "2.5");
      for (Probe probe : probes) {
        if (shelter != Shelter.REDIRECT) {
          comparison.note(probe, shelter, examination.judge(probe, Phase.OPEN, prober));
        } else if (!isOfHost(probe)) {
          comparison.note(probe, shelter, examination.judgeBeyondHost(probe, Phase.OPEN, prober));
        }
      }
    }
  }

  /// Rules for a host do not keep it from itself, and what they redirect stays on it. What is bound
  /// to an interface would go to the stand-in for the host's own address by that interface.
  private static boolean isOfHost(Probe probe) {
    return Stream.of("-host", "-relay", "-bridge").anyMatch(probe.name()::contains)
        || List.of("tcp-device", "broadcast").contains(probe.name());
  }
}
