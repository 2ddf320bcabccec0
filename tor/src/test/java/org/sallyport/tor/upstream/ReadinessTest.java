package org.sallyport.tor.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sallyport.tor.control.ClientStatusEvent;
import org.sallyport.tor.control.GeneralStatusEvent;
import org.sallyport.tor.control.SignalEvent;
import org.sallyport.tor.upstream.UpstreamState.Bootstrapping;
import org.sallyport.tor.upstream.UpstreamState.Ready;

final class ReadinessTest {
  private static ClientStatusEvent bootstrap(int progress) {
    return new ClientStatusEvent(
        "NOTICE",
        "BOOTSTRAP",
        Map.of("PROGRESS", "" + progress, "TAG", "tag" + progress, "SUMMARY", "at " + progress));
  }

  private static ClientStatusEvent stuck(int progress) {
    return new ClientStatusEvent(
        "WARN",
        "BOOTSTRAP",
        Map.of(
            "PROGRESS",
            "" + progress,
            "TAG",
            "tag" + progress,
            "SUMMARY",
            "at " + progress,
            "WARNING",
            "No route to host",
            "REASON",
            "NOROUTE",
            "HOSTADDR",
            "192.0.2.1:443"));
  }

  private static ClientStatusEvent client(String action, Map<String, String> arguments) {
    return new ClientStatusEvent("NOTICE", action, arguments);
  }

  @Test
  void isReadyWhenBootstrappedAndWithCircuitInEitherOrder() {
    var established = client("CIRCUIT_ESTABLISHED", Map.of());
    var circuitLast = Readiness.UNKNOWN.after(bootstrap(100));
    assertThat(circuitLast.state()).isEqualTo(new Bootstrapping(100, "tag100", "at 100", ""));
    assertThat(circuitLast.after(established).state()).isEqualTo(new Ready());
    var circuitFirst = Readiness.UNKNOWN.after(established);
    assertThat(circuitFirst.state()).isInstanceOf(Bootstrapping.class);
    assertThat(circuitFirst.after(bootstrap(100)).state()).isEqualTo(new Ready());
  }

  @Test
  void neverGoesBack() {
    var readiness = Readiness.UNKNOWN.after(bootstrap(50)).after(bootstrap(10));
    assertThat(readiness.state()).isEqualTo(new Bootstrapping(50, "tag50", "at 50", ""));
  }

  @Test
  void givesTorsReasonForStallUntilItGoesOn() {
    var readiness = Readiness.UNKNOWN.after(bootstrap(10)).after(stuck(10));
    assertThat(readiness.state())
        .isEqualTo(new Bootstrapping(10, "tag10", "at 10", "No route to host (NOROUTE)"));
    assertThat(readiness.after(bootstrap(10)).warning()).isEqualTo("No route to host (NOROUTE)");
    assertThat(readiness.after(bootstrap(14)).warning()).isEmpty();
  }

  @Test
  void isNotReadyWhenTorSaysSo() {
    var ready = Readiness.UNKNOWN.after(bootstrap(100)).withCircuit(true, "");
    var jumped = ready.after(client("CIRCUIT_NOT_ESTABLISHED", Map.of("REASON", "CLOCK_JUMPED")));
    assertThat(jumped.state())
        .isEqualTo(
            new Bootstrapping(100, "tag100", "at 100", "tor lost its circuits: CLOCK_JUMPED"));
    assertThat(jumped.after(client("CIRCUIT_ESTABLISHED", Map.of())).state())
        .isEqualTo(new Ready());
    assertThat(ready.after(client("NOT_ENOUGH_DIR_INFO", Map.of())).state())
        .isInstanceOf(Bootstrapping.class);
  }

  @Test
  void tellsWrongClock() {
    var event = new GeneralStatusEvent("WARN", "CLOCK_SKEW", Map.of("SKEW", "-7200"));
    assertThat(Readiness.UNKNOWN.after(event).warning()).contains("clock is wrong by -7200");
  }

  @Test
  void ignoresEverythingElse() {
    var readiness = Readiness.UNKNOWN.after(bootstrap(30));
    assertThat(readiness.after(new SignalEvent("NEWNYM"))).isEqualTo(readiness);
    assertThat(readiness.after(client("DANGEROUS_SOCKS", Map.of()))).isEqualTo(readiness);
    assertThat(readiness.after(new GeneralStatusEvent("NOTICE", "CLOCK_JUMPED", Map.of())))
        .isEqualTo(readiness);
  }
}
