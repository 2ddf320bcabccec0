package org.sallyport.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.testbed.e2e.TorWatch.Seen;
import org.sallyport.tor.control.StreamStatus;
import tools.jackson.databind.JsonNode;

/// Who shares circuits with whom, judged twice: by the gateway, and from tor's events by a watch of
/// the test's own. Never by exit addresses.
@ParameterizedClass
@MethodSource("deployments")
final class IsolationIT {
  private static final int APPLICATIONS = 20;
  private static final int STREAMS = 10;
  private static final String PAGE = "http://web.test/json";

  private final Deployment deployment;

  IsolationIT(Deployment deployment) {
    this.deployment = deployment;
  }

  static Stream<Deployment> deployments() {
    return Account.available().stream().map(Deployment::up);
  }

  @Test
  void twentyApplicationsAtOnceUseTwentyDisjointSetsOfCircuits() {
    try (var watch = TorWatch.of(deployment)) {
      var seen = watch.during(this::twentyTalkAtOnce);
      assertThat(seen).hasSize(APPLICATIONS * STREAMS);
      assertThat(watch.mostOpen()).isGreaterThanOrEqualTo(APPLICATIONS * STREAMS);
      assertThat(seen).noneMatch(stream -> stream.statuses().contains(StreamStatus.FAILED));
      var byToken = seen.stream().collect(Collectors.groupingBy(Seen::token));
      assertThat(byToken)
          .hasSize(APPLICATIONS)
          .allSatisfy((_, own) -> assertThat(own).hasSize(STREAMS));
      assertDisjoint(byToken.values().stream().map(watch::carriers).toList());
      assertGatewaySaysTheSame(byToken);
    }
  }

  private void twentyTalkAtOnce() {
    List<Talker> talkers = new ArrayList<>();
    try {
      for (int i = 0; i < APPLICATIONS; i++) {
        talkers.add(Talker.start(deployment, List.of("--app", "talker-" + i), STREAMS));
      }
      talkers.forEach(Talker::tell);
      talkers.forEach(Talker::assertAllAlive);
      assertThat(deployment.json("streams").get("streams")).hasSize(APPLICATIONS * STREAMS);
      talkers.forEach(Talker::tell);
      talkers.forEach(Talker::assertAllAlive);
      talkers.forEach(Talker::end);
    } finally {
      talkers.forEach(Talker::close);
    }
  }

  /// The gateway's proof has a row per application, and each application of the watch is in one.
  private void assertGatewaySaysTheSame(Map<String, List<Seen>> byToken) {
    JsonNode isolation = deployment.json("isolation");
    assertThat(isolation.get("verdict").get("violations").asInt()).isZero();
    assertThat(isolation.get("verdict").get("foreign").asInt()).isZero();
    assertThat(isolation.get("violations")).isEmpty();
    assertThat(deployment.json("status").get("refused")).isEmpty();
    var rows =
        stream(isolation.get("applications"))
            .filter(row -> row.get("application").asString().startsWith("talker-"))
            .toList();
    assertThat(rows)
        .hasSize(APPLICATIONS)
        .allSatisfy(row -> assertThat(row.get("streams").asInt()).isEqualTo(STREAMS));
    var circuits = rows.stream().map(IsolationIT::legs).toList();
    assertDisjoint(circuits);
    assertThat(byToken.values())
        .allSatisfy(own -> {
          var ids = own.stream().flatMap(seen -> seen.circuits().stream()).distinct().toList();
          assertThat(circuits).filteredOn(row -> row.containsAll(ids)).hasSize(1);
        });
  }

  @Test
  void streamsOfOneApplicationShare() {
    try (var watch = TorWatch.of(deployment)) {
      var seen = watch.during(() -> fetch("one", "curl", "curl", "curl", "curl", "curl", "curl"));
      assertThat(seen).extracting(Seen::token).containsOnly(seen.getFirst().token());
      var circuits = seen.stream().map(stream -> watch.carriers(List.of(stream))).distinct();
      assertThat(circuits.count()).as("circuits of 6 streams").isLessThan(6);
    }
  }

  @Test
  void credentialsIsolate() {
    try (var watch = TorWatch.of(deployment)) {
      var seen =
          watch.during(() ->
              fetch(
                  "socks",
                  "curl -x socks5h://a:1@127.0.0.1:9050",
                  "curl -x socks5h://b:2@127.0.0.1:9050",
                  "curl -x socks5h://a:1@127.0.0.1:9050",
                  "curl -x socks5h://127.0.0.1:9050"));
      assertIsolated(watch, List.of(seen.get(0), seen.get(1), seen.get(3)));
      assertMayShare(seen.get(0), seen.get(2));
      seen =
          watch.during(() ->
              fetch(
                  "http",
                  "curl -p -x http://a:1@127.0.0.1:9080",
                  "curl -p -x http://b:2@127.0.0.1:9080",
                  "curl -p -x http://a:1@127.0.0.1:9080"));
      assertIsolated(watch, seen.subList(0, 2));
      assertMayShare(seen.get(0), seen.get(2));
    }
  }

  @Test
  void portsDoNotShare() {
    try (var watch = TorWatch.of(deployment)) {
      var seen =
          watch.during(() ->
              fetch(
                  "ports",
                  "curl -x socks5h://127.0.0.1:9050",
                  "curl -x socks5h://127.0.0.1:9150",
                  "curl -p -x http://127.0.0.1:9080",
                  "curl",
                  "curl -x socks5h://127.0.0.1:9050"));
      assertIsolated(watch, seen.subList(0, 4));
      assertMayShare(seen.get(0), seen.get(4));
    }
  }

  @Test
  void workstationsDoNotShare() {
    try (var watch = TorWatch.of(deployment)) {
      var seen =
          watch.during(() -> {
            for (String workstation : List.of("one", "two", "one")) {
              deployment
                  .runWith(List.of("-w", workstation, "-a", "curl"), "curl", "-sS", PAGE)
                  .assertOk();
            }
          });
      assertIsolated(watch, seen.subList(0, 2));
      assertMayShare(seen.get(0), seen.get(2));
    }
  }

  @Test
  void newIdentityOfOneApplicationLeavesTheOtherAlone() {
    try (var watch = TorWatch.of(deployment);
        var changed = Talker.start(deployment, List.of("-a", "changed"), 1);
        var other = Talker.start(deployment, List.of("-a", "other"), 1)) {
      var changedBefore = watch.during(() -> changed.tell().assertAllAlive());
      var otherBefore = watch.during(() -> other.tell().assertAllAlive());

      assertThat(stream(deployment.json("newnym", "--app", "changed").get("applications")))
          .extracting(JsonNode::asString)
          .containsExactly("default/changed");

      other.tell().assertAllAlive();
      changed.tell().assertAlive(0);
      var changedAfter = watch.during(() -> fetch("changed", "curl"));
      var otherAfter = watch.during(() -> fetch("other", "curl"));
      assertIsolated(watch, List.of(changedBefore.get(0), otherBefore.get(0), changedAfter.get(0)));
      assertThat(otherAfter.get(0).token()).isEqualTo(otherBefore.get(0).token());
      assertThat(openCircuits("default/other"))
          .containsAll(otherBefore.get(0).circuits().stream().map(String::valueOf).toList());
      assertThat(openCircuits("default/changed"))
          .doesNotContainAnyElementsOf(
              changedBefore.get(0).circuits().stream().map(String::valueOf).toList());
      other.tell().assertAllAlive();
    }
  }

  /// The circuits of an application that are open, by tor's numbers. Whether a later stream takes
  /// the same one is tor's choice among those that its isolation allows.
  private List<String> openCircuits(String owner) {
    return stream(deployment.json("circuits").get("circuits"))
        .filter(row -> row.get("status").asString().equals("BUILT"))
        .filter(row -> stream(row.get("owners")).anyMatch(name -> name.asString().equals(owner)))
        .flatMap(row -> stream(row.get("legs")))
        .map(leg -> leg.get("id").asString())
        .toList();
  }

  /// Fetches the page by each of the commands, one after the other, as one application.
  private void fetch(String app, String... commands) {
    String script =
        Stream.of(commands)
            .map(command -> command + " -sS " + PAGE)
            .collect(Collectors.joining(" && "));
    Outcome outcome = deployment.run(app, "sh", "-c", script).assertOk();
    assertThat(outcome.out().split("\"door\": \"web\"", -1)).hasSize(commands.length + 1);
  }

  /// One key: tor may put them on one circuit. Whether it does is its choice.
  private static void assertMayShare(Seen one, Seen other) {
    assertThat(one.id()).isNotEqualTo(other.id());
    assertThat(one.token()).isEqualTo(other.token());
  }

  private static void assertIsolated(TorWatch watch, List<Seen> streams) {
    assertThat(streams).extracting(Seen::token).doesNotHaveDuplicates();
    assertDisjoint(streams.stream().map(seen -> watch.carriers(List.of(seen))).toList());
  }

  private static <T> void assertDisjoint(List<Set<T>> sets) {
    Set<T> all = new HashSet<>();
    for (Set<T> set : sets) {
      assertThat(set).isNotEmpty().noneMatch(all::contains);
      all.addAll(set);
    }
  }

  /// The ids in `["7+8", "12"]`.
  private static Set<Integer> legs(JsonNode row) {
    return stream(row.get("circuits"))
        .flatMap(circuit -> Stream.of(circuit.asString().split("\\+", -1)))
        .map(Integer::valueOf)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return IntStream.range(0, array.size()).mapToObj(array::get);
  }
}
