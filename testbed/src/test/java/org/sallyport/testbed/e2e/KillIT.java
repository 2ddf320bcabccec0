package org.sallyport.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.linux.confinement.Confined;

/// `kill -9` of each process alone, in the middle of a transfer: nothing gets out, the application
/// learns of it at once, nothing stays behind, the next run works. A gateway that was killed comes
/// back by itself and takes its application back.
@ParameterizedClass
@MethodSource("deployments")
final class KillIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int KILLED = 128 + 9;

  private final Deployment deployment;

  KillIT(Deployment deployment) {
    this.deployment = deployment;
  }

  static Stream<Deployment> deployments() {
    return Account.available().stream().map(Deployment::up);
  }

  @Test
  void gateway() {
    deployment.up();
    try (var console = UplinkConsole.of(deployment);
        var pulse = Pulse.start(deployment)) {
      String network = networkOf(pulse);
      var gateway = deployment.gateway();
      var tor = tors().findFirst().orElseThrow();
      kill(gateway);
      pulse.assertCutOffAtOnce();
      pulse.awaitAttempts();
      await().atMost(SOON).until(() -> !tor.isAlive());
      assertNothingWasSeen(console);
      pulse.awaitBack(Deployment.LIMIT);
      assertThat(deployment.gateway()).isNotEqualTo(gateway);
      assertThat(networkOf(pulse)).isEqualTo(network);
      assertThat(deployment.sallyport("isolation").status()).isZero();
      try (var again = UplinkConsole.of(deployment)) { // the new network counts anew
        pulse.awaitAttempts();
        assertNothingWasSeen(again);
      }
      pulse.launcher().endInput();
      pulse.launcher().outcome(SOON).assertOk();
      assertUnused(network);
    }
    deployment.sallyport("down").assertOk();
    assertNothingRuns();
    assertNextRunWorks();
  }

  @Test
  void tor() {
    deployment.up();
    try (var console = UplinkConsole.of(deployment);
        var pulse = Pulse.start(deployment)) {
      var tor = tors().findFirst().orElseThrow();
      kill(tor);
      pulse.assertCutOffAtOnce();
      pulse.awaitBack(Deployment.LIMIT);
      pulse.awaitAttempts();
      assertThat(tors()).hasSize(1).doesNotContain(tor);
      assertNothingWasSeen(console);
      assertThat(deployment.sallyport("isolation").status()).isZero();
      pulse.launcher().endInput();
      pulse.launcher().outcome(SOON).assertOk();
    }
    assertNextRunWorks();
  }

  /// A tor that is taken over has nothing to take: no privilege, and with root's gateway no root.
  @Test
  void torHoldsNothing() {
    deployment.up();
    var tor = Confined.of(tors().findFirst().orElseThrow().pid()).orElseThrow();
    assertThat(tor.capabilities()).isFalse();
    assertThat(tor.newPrivileges()).isFalse();
    assertThat(tor.systemCallFilter()).isTrue();
    long gateway = Confined.of(deployment.gateway().pid()).orElseThrow().uid();
    assertThat(tor.uid()).matches(uid -> gateway == 0 ? uid != 0 : uid == gateway);
    assertThat(deployment.sallyport("status").assertOk().out())
        .contains("no privileges, system-call filter");
  }

  @Test
  void launcher() {
    deployment.up();
    try (var console = UplinkConsole.of(deployment);
        var pulse = Pulse.start(deployment)) {
      String network = networkOf(pulse);
      var application = pulse.application();
      assertThat(pulse.launcher().kill(SOON).status()).isEqualTo(KILLED);
      await().atMost(SOON).until(() -> !application.isAlive());
      assertUnused(network);
      assertNothingWasSeen(console);
    }
    assertNextRunWorks();
  }

  @Test
  void application() {
    deployment.up();
    try (var console = UplinkConsole.of(deployment);
        var pulse = Pulse.start(deployment)) {
      String network = networkOf(pulse);
      kill(pulse.application());
      assertThat(pulse.launcher().outcome(SOON).status()).isEqualTo(KILLED);
      assertUnused(network);
      assertNothingWasSeen(console);
    }
    assertNextRunWorks();
  }

  private static void kill(ProcessHandle process) {
    assertThat(process.destroyForcibly()).isTrue();
    await().atMost(SOON).until(() -> !process.isAlive());
  }

  private static String networkOf(Pulse pulse) {
    String network = Traces.networkNamespace(pulse.application()).orElseThrow();
    assertThat(Traces.users(network)).isNotEmpty();
    assertThat(network)
        .isNotEqualTo(Traces.networkNamespace(ProcessHandle.current()).orElseThrow());
    return network;
  }

  /// The witness counted nothing; and it would have, which is the positive control.
  private static void assertNothingWasSeen(UplinkConsole console) {
    assertThat(console.direct()).isZero();
    console.leak("198.51.100.7");
    assertThat(console.direct()).isPositive();
  }

  private static void assertUnused(String network) {
    await("nobody is in " + network)
        .atMost(SOON)
        .untilAsserted(() -> assertThat(Traces.users(network)).isEmpty());
  }

  private void assertNothingRuns() {
    var traces = new Traces(deployment.home());
    await("nothing runs").atMost(SOON).untilAsserted(() -> assertThat(traces.all()).isEmpty());
  }

  private Stream<ProcessHandle> tors() {
    String torrc = deployment.runtime().resolve("tor/torrc").toString();
    return deployment
        .gateway()
        .children()
        .filter(child -> Traces.commandLine(child).contains(torrc));
  }

  private void assertNextRunWorks() {
    Outcome next = deployment.run("next", "curl", "-sS", "http://web.test/json");
    assertThat(next.status()).as("%s\n%s", next, deployment.log()).isZero();
    assertThat(next.out()).contains("\"door\": \"web\"");
  }
}
