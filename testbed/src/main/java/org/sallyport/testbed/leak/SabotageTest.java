package org.sallyport.testbed.leak;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.sallyport.testbed.leak.matrix.Matrix;
import org.sallyport.testbed.leak.matrix.Phase;
import org.sallyport.testbed.leak.matrix.Verdict;
import org.sallyport.testbed.leak.probe.Probe;
import org.sallyport.testbed.leak.probe.Prober;

/// `sallyport leaktest --sabotage`: breaks the protection on purpose, in one way after the other,
/// and looks whether the leak test notices, each at the expected probe. Confined to one thread.
final class SabotageTest {
  private static final int FIRST_PERCENT = 40;
  private static final int COMPLETE_PERCENT = 100;

  /// Those that wait long or are many of a kind are left out: each family is still there.
  static final Set<String> PROBES =
      Set.of(
          "silence",
          "tcp4-public",
          "tcp4-mapped",
          "tcp6-public",
          "udp4-random",
          "udp6-random",
          "dns4-public",
          "ping4-raw",
          "spoof4-machine",
          "spoof6-foreign",
          "mac4-foreign",
          "knock4",
          "knock6",
          "static-program",
          "netfilter",
          "unix-path",
          "unix-abstract",
          "unix-gateway",
          "process-seen",
          "process-signal",
          "descriptors",
          "file-secret",
          "file-runtime",
          "mount",
          "packet-rules");

  private final Ground ground;
  private final Bar bar;
  private final List<Probe> probes;

  /// What one sabotage led to.
  ///
  /// @param sabotage what was broken
  /// @param leaked the probes that leaked
  record Result(Sabotage sabotage, List<String> leaked) {
    /// Whether it was noticed where it should be; nothing broken, nothing noticed.
    boolean noticed() {
      return sabotage.noticed().isEmpty()
          ? leaked.isEmpty()
          : leaked.containsAll(sabotage.noticed());
    }
  }

  SabotageTest(Ground ground, Bar bar) {
    this.ground = ground;
    this.bar = bar;
    this.probes =
        ground.terrain().probes().stream().filter(probe -> PROBES.contains(probe.name())).toList();
  }

  /// Breaks everything once.
  List<Result> run() {
    var tor = ground.tor(List.of());
    var results = new ArrayList<Result>();
    PrivilegedHand.letUplinkForward();
    try (var gateway = new GatewayLife(ground.stage(), tor);
        var host = ground.unprotected()) {
      host.tell("listen", HostProgram.ABSTRACT);
      bar.show(FIRST_PERCENT / 2, "each probe once without protection");
      Matrix controls = Examination.ofControls(ground, gateway, probes);
      var all =
          Stream.concat(
                  Stream.of(Sabotage.none()),
                  Sabotage.all(ground.stage().home().toString()).stream())
              .toList();
      for (Sabotage sabotage : all) {
        bar.show(
            FIRST_PERCENT + (COMPLETE_PERCENT - FIRST_PERCENT) * results.size() / all.size(),
            sabotage.words());
        results.add(breaking(sabotage, gateway, controls));
        ground.internet().settle();
      }
    }
    return results;
  }

  private Result breaking(Sabotage sabotage, GatewayLife gateway, Matrix controls) {
    try (var prober = sabotage.application(ground);
        var hand = new PrivilegedHand(prober.process())) {
      sabotage.hand().by(hand, gateway);
      return new Result(sabotage, leaked(prober, controls.withControls()));
    } finally {
      gateway.resume();
    }
  }

  private List<String> leaked(Prober prober, Matrix matrix) {
    prober.tell("patience", "0.5");
    var examination = new Examination(ground, matrix);
    return probes.stream()
        .filter(probe -> examination.judge(probe, Phase.OPEN, prober).verdict() == Verdict.LEAKED)
        .map(Probe::name)
        .toList();
  }

  /// The results for a reader.
  static List<String> lines(List<Result> results) {
    var lines = new ArrayList<String>();
    for (Result result : results) {
      lines.add((result.noticed() ? "noticed   " : "NOT SEEN  ") + result.sabotage().words());
      lines.add("          " + String.join(" ", result.leaked()));
    }
    return lines;
  }

  /// The results for a program.
  static Map<String, Object> json(List<Result> results) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("holds", results.stream().allMatch(Result::noticed));
    all.put(
        "sabotages",
        results.stream()
            .map(result ->
                Map.of(
                    "broken", result.sabotage().words(),
                    "noticed", result.noticed(),
                    "expected", result.sabotage().noticed(),
                    "leaked", result.leaked()))
            .toList());
    return all;
  }
}
