package org.sallyport.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `sallyport leaktest --faults`: every kind of fault once, and a few pairs, while applications use
/// the gateway: nothing leaks, no circuit is shared, everything works again by itself, nothing is
/// left behind. `-Dfaults.seed=N` takes another order. How soon it works again depends on how busy
/// the machine is, so the promise of ten seconds is the long form's.
final class FaultIT {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String SEED = System.getProperty("faults.seed", "1");
  private static final String PATIENCE_SECONDS = "60";
  private static final int KINDS = 21;
  private static final int KINDS_QUICK = 7;

  @Test
  void everyFaultPassesAndLeavesEverythingAsItWas() {
    try (var deployment = Deployment.of(Account.available().getFirst())) {
      Outcome run =
          deployment.leaktest("--faults", "--seed", SEED, "--within", PATIENCE_SECONDS, "--json");
      assertThat(run.out()).as("%s", run).startsWith("{");
      JsonNode result = JSON.readTree(run.out());
      System.out.printf(
          "seed %s: %s episodes, %s probes and %s streams meanwhile%n",
          result.get("seed"), result.get("episodes"), result.get("probes"), result.get("streams"));
      assertThat(result.get("broken").valueStream()).isEmpty();
      assertThat(result.get("leaks").longValue()).isZero();
      assertThat(result.get("leftovers").valueStream()).isEmpty();
      assertThat(result.get("faults").size()).isEqualTo(KINDS);
      assertThat(result.get("streams").longValue()).isPositive();
      assertThat(new Traces(deployment.home()).all()).isEmpty();
    }
  }

  /// What strikes a gateway for other machines most often, while machines use it and one probes:
  /// its uplink's witnesses see nothing but tor's packets.
  @Test
  void nothingLeaksFromAnotherMachineWhateverStrikes() {
    try (var deployment = Deployment.of(Account.ROOT)) {
      Outcome run =
          deployment.leaktest(
              "--lan", "--faults", "--quick", "--within", PATIENCE_SECONDS, "--json");
      assertThat(run.out()).as("%s", run).startsWith("{");
      JsonNode result = JSON.readTree(run.out());
      System.out.printf(
          "LAN, seed %s: %s episodes, %s probes and %s streams meanwhile%n",
          result.get("seed"), result.get("episodes"), result.get("probes"), result.get("streams"));
      assertThat(result.get("broken").valueStream()).isEmpty();
      assertThat(result.get("leaks").longValue()).isZero();
      assertThat(result.get("leftovers").valueStream()).isEmpty();
      assertThat(result.get("faults").size()).isEqualTo(KINDS_QUICK);
      assertThat(result.get("streams").longValue()).isPositive();
    }
  }
}
