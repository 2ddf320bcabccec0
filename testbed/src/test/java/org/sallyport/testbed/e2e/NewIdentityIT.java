package org.sallyport.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// New identities with and without the old streams, at launch and from time to time; and the
/// verdict asked for in every way. Circuits are judged by tor's own numbers.
@ParameterizedClass
@MethodSource("deployments")
final class NewIdentityIT {
  private static final String PAGE = "http://web.test/json";
  private static final String CONFIGURATION =
      """
      [workstation.busy]
      new-identity-every = "10s"
      [[workstation.fresh.application]]
      name = "curl"
      new-identity-at-launch = true
      [[workstation.bank.application]]
      name = "closed"
      allow = ["nothing.test:1"]
      """;

  private final Deployment deployment;

  NewIdentityIT(Deployment deployment) {
    this.deployment = deployment;
  }

  static Stream<Deployment> deployments() {
    return Account.available().stream()
        .map(account -> Deployment.of(account).configured(CONFIGURATION).up());
  }

  @Test
  void oldStreamsGoOnIfTheyShallAndNothingJoinsThem() {
    try (var watch = TorWatch.of(deployment);
        var old = Talker.start(deployment, List.of("-a", "kept"), 2)) {
      var before = watch.during(() -> old.tell().assertAllAlive());
      deployment.sallyport("newnym", "--app", "kept", "--keep-streams").assertOk();
      old.tell().assertAllAlive();
      var after = watch.during(() -> fetch(List.of("-a", "kept")));
      assertThat(watch.carriers(after)).doesNotContainAnyElementsOf(watch.carriers(before));
      old.tell().assertAllAlive();
      deployment.sallyport("newnym", "--app", "kept").assertOk();
      old.tell().assertAlive(0);
    }
  }

  @Test
  void launchBeginsANewOneIfItIsConfiguredOrAskedFor() {
    try (var watch = TorWatch.of(deployment)) {
      var configured =
          watch.during(() -> {
            fetch(List.of("-w", "fresh"));
            fetch(List.of("-w", "fresh"));
          });
      assertThat(configured.get(0).token()).isNotEqualTo(configured.get(1).token());
      assertThat(watch.carriers(configured.subList(0, 1)))
          .doesNotContainAnyElementsOf(watch.carriers(configured.subList(1, 2)));
      var asked =
          watch.during(() -> {
            fetch(List.of("-a", "asked"));
            fetch(List.of("-a", "asked"));
            fetch(List.of("-a", "asked", "--new-identity"));
          });
      assertThat(asked.get(0).token()).isEqualTo(asked.get(1).token());
      assertThat(asked.get(0).token()).isNotEqualTo(asked.get(2).token());
    }
  }

  @Test
  void timeBringsANewOne() {
    try (var talker = Talker.start(deployment, List.of("-w", "busy", "-a", "timed"), 1)) {
      talker.tell().assertAllAlive();
      deployment.awaitJson(
          List.of("circuits"),
          shown ->
              elements(shown.get("circuits"))
                  .filter(row -> row.get("status").asString().equals("CLOSED"))
                  .flatMap(row -> elements(row.get("owners")))
                  .anyMatch(owner -> owner.asString().equals("busy/timed")));
      talker.tell().assertAlive(0);
    }
  }

  @Test
  void verdictIsTestedOfflineAndItsEvidenceNamesNoDestination() throws Exception {
    Outcome tested = deployment.sallyport("isolation", "--test");
    tested.assertStatus(1);
    assertThat(tested.err())
        .contains("bank/closed was not tested: its policy refuses the destination");
    assertThat(tested.out()).contains("fresh/curl").contains("Isolation holds");

    Path file = deployment.home().resolve("proof.json");
    deployment.sallyport("isolation", "--evidence", file.toString()).assertOk();
    assertThat(Files.readString(file))
        .contains("SENTCONNECT", "KEY=\\\"fresh/curl#1\\\"", "\"shared\" : [ ]")
        .doesNotContain("web.test", "torS0X");
  }

  private void fetch(List<String> options) {
    deployment.runWith(options, "curl", "-sS", PAGE).assertOk();
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return IntStream.range(0, array.size()).mapToObj(array::get);
  }
}
