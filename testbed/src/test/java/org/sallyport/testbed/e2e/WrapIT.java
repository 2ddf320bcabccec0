package org.sallyport.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.testbed.e2e.TorWatch.Seen;

/// Wrapped commands, called outside of workstations as their user calls them.
@ParameterizedClass
@MethodSource("deployments")
final class WrapIT {
  private static final String PAGE = "http://web.test/json";
  private static final int NOT_RUN = 125;

  /// Two bare programs, a wrapped one, one that a wrapped one starts, and two bare ones again.
  private static final String MIXED =
      """
      busybox wget -q -O /dev/null http://web.test/json
      python3 -c 'import urllib.request as u; u.urlopen("http://web.test/json").read()'
      curl -sS -o /dev/null http://web.test/json
      git ls-remote http://web.test/none.git 2>/dev/null
      busybox wget -q -O /dev/null http://web.test/json
      true
      """;

  private final Deployment deployment;

  WrapIT(Deployment deployment) {
    this.deployment = deployment;
    deployment.wrap(List.of("curl", "wget", "env", "ls", "git"));
  }

  static Stream<Deployment> deployments() {
    return Account.available().stream().map(Deployment::up);
  }

  @Test
  void eachIsAnApplicationOfItsOwn() {
    try (var watch = TorWatch.of(deployment)) {
      var seen =
          watch.during(() -> {
            Outcome outcome =
                deployment.shell("curl -sS %1$s; wget -qO- %1$s; curl -sS %1$s".formatted(PAGE));
            assertThat(outcome.assertOk().out().split("\"exit\": \"exit", -1)).hasSize(4);
          });
      assertThat(seen).hasSize(3);
      assertThat(seen.get(0).token()).isEqualTo(seen.get(2).token());
      assertThat(seen.get(1).token()).isNotEqualTo(seen.get(0).token());
      assertThat(watch.carriers(seen.subList(1, 2)))
          .doesNotContainAnyElementsOf(watch.carriers(List.of(seen.get(0), seen.get(2))));
    }
  }

  @Test
  void insideALaunchEachIsTheApplicationThatItIsOutside() {
    try (var watch = TorWatch.of(deployment)) {
      var seen =
          watch.during(() -> {
            run(MIXED + MIXED);
            deployment.shell("curl -sS -o /dev/null " + PAGE).assertOk();
          });
      var byToken = seen.stream().collect(Collectors.groupingBy(Seen::token));
      var curl = byToken.get(seen.getLast().token());
      var launch = byToken.get(seen.getFirst().token());
      assertThat(byToken).as("tokens; an unknown opener would have one of its own").hasSize(3);
      assertThat(curl).as("curl's, twice inside and once outside").hasSize(3);
      assertThat(launch).as("the others'").hasSize(6);
      assertDisjoint(byToken.values().stream().map(watch::carriers).toList());
    }
  }

  @Test
  void insideALaunchASwitchedOffCommandBelongsToTheLaunch() {
    String wrap = Installation.ofThisRun().launcher() + " wrap ";
    for (String which : List.of("", " curl")) {
      deployment.shell(wrap + "off" + which + " >&2; cd").assertOk();
      try (var watch = TorWatch.of(deployment)) {
        assertThat(watch.during(() -> run(MIXED)).stream().limit(3).map(Seen::token).distinct())
            .as("wrap off" + which)
            .hasSize(1);
      } finally {
        deployment.shell(wrap + "on" + which + " >&2; cd").assertOk();
      }
    }
  }

  @Test
  void insideALaunchPassthroughMeansTheLaunch() {
    try (var watch = TorWatch.of(deployment)) {
      var seen =
          watch.during(() ->
              run(
                  """
                  busybox wget -q -O /dev/null http://web.test/json
                  UWT_DEV_PASSTHROUGH=1 curl -sS -o /dev/null http://web.test/json
                  UWT_DEV_PASSTHROUGH=0 curl -sS -o /dev/null http://web.test/json
                  """));
      assertThat(seen).hasSize(3);
      assertThat(seen.get(1).token()).isEqualTo(seen.get(0).token());
      assertThat(seen.get(2).token()).isNotEqualTo(seen.get(0).token());
    }
  }

  @Test
  void aLaunchOfAWrappedCommandIsWhatItIsCalled() {
    try (var watch = TorWatch.of(deployment)) {
      var seen =
          watch.during(() -> {
            deployment.run("one", "curl", "-sS", "-o", "/dev/null", PAGE).assertOk();
            deployment.run("two", "curl", "-sS", "-o", "/dev/null", PAGE).assertOk();
          });
      assertThat(seen).extracting(Seen::token).hasSize(2).doesNotHaveDuplicates();
    }
  }

  private void run(String script) {
    deployment.runWith(List.of(), "bash", "-c", script).assertOk();
  }

  private static <T> void assertDisjoint(List<Set<T>> sets) {
    Set<T> all = new HashSet<>();
    for (Set<T> set : sets) {
      assertThat(set).isNotEmpty().noneMatch(all::contains);
      all.addAll(set);
    }
  }

  @Test
  void insideASandboxAShimDoesNotNest() {
    String network = "readlink /proc/self/ns/net";
    Outcome outcome =
        deployment.shell("%1$s; env sh -c '%1$s; env %1$s'".formatted(network)).assertOk();
    List<String> networks = outcome.out().lines().toList();
    assertThat(networks).hasSize(3);
    assertThat(networks.get(1)).isNotEqualTo(networks.get(0)).isEqualTo(networks.get(2));
  }

  @Test
  void callersFilesAndDescriptorsAreTheCommands() throws IOException {
    Outcome outcome =
        deployment.shell(
            "curl -sS -o mine %1$s && curl -sS -o /dev/fd/3 %1$s 3>other && cat mine other"
                .formatted(PAGE));
    assertThat(outcome.assertOk().out().split("\"door\": \"web\"", -1)).hasSize(3);
    assertThat(Files.exists(deployment.home().resolve("mine"))).isTrue();
  }

  @Test
  void statusAndInputAreTheCommands() {
    assertThat(deployment.shell("env sh -c 'exit 7'").status()).isEqualTo(7);
    assertThat(deployment.shell("echo piped | env cat").assertOk().out()).isEqualTo("piped\n");
    assertThat(deployment.shell("env sh -c 'kill -TERM $$'").status()).isEqualTo(128 + 15);
  }

  @Test
  void whatIsTypedAtTheTerminalIsTheCommands() {
    String line =
        """
        rm -f ready
        cat >typed <<'END'
        set -m
        env sh -c 'trap "exit 9" INT; : >ready; while :; do sleep 0.1; done' &
        until [ -e ready ]; do sleep 0.1; done
        kill -INT -$!; wait $!; echo $?
        END
        bash typed
        """;
    assertThat(deployment.shell(line).assertOk().out()).isEqualTo("9\n");
  }

  @Test
  void nothingThatAnswersForAnotherNetworkIsSeen() {
    for (String ofAllNetworks : List.of("/run", "/state")) {
      assertThat(deployment.shell("ls " + deployment.home() + ofAllNetworks).assertOk().out())
          .isEmpty();
    }
    assertThat(deployment.shell("ls /run").assertOk().out().lines())
        .containsExactlyInAnyOrder(
            "anon-ws-disable-stacked-tor", "sallyport-inside", "sallyport-ports", "tor", "user");
    assertThat(deployment.shell("ls /sys").assertOk().out()).isEmpty();
    assertThat(deployment.shell("env rm -f /run/sallyport-inside").status()).isNotZero();
  }

  @Test
  void wrapperThatCallsItselfIsStopped() throws IOException {
    Path programs = Files.createDirectories(deployment.home().resolve("programs"));
    Path loop = programs.resolve("loop");
    Files.writeString(loop, "#!/bin/sh\nexec %s/bin/loop\n".formatted(deployment.home()));
    Files.setPosixFilePermissions(loop, PosixFilePermissions.fromString("rwxr-xr-x"));
    deployment.wrap(List.of(loop.toString()));
    Outcome outcome = deployment.shell("loop").assertStatus(NOT_RUN);
    assertThat(outcome.err()).contains("10 shims have called one another");
  }

  @Test
  void withoutAGatewayNothingIsRun() {
    try (var closed = Deployment.of(deployment.account())) {
      closed.wrap(List.of("env"));
      Outcome outcome = closed.shell("env echo ran").assertStatus(NOT_RUN);
      assertThat(outcome.out()).isEmpty();
      assertThat(outcome.err()).contains("no gateway answers").contains("sallyport up --detach");
      String forged = "SALLYPORT_WORKSTATION=default SALLYPORT_WRAP_DEPTH=1 env echo ran";
      assertThat(closed.shell(forged).assertStatus(NOT_RUN).out()).isEmpty();
    }
  }

  @Test
  void goingAroundIsExplicit() {
    try (var closed = Deployment.of(deployment.account())) {
      closed.wrap(List.of("env"));
      assertThat(closed.shell("UWT_DEV_PASSTHROUGH=yes env echo ran").status()).isEqualTo(NOT_RUN);
      Outcome around = closed.shell("UWT_DEV_PASSTHROUGH=1 env echo ran").assertOk();
      assertThat(around.out()).isEqualTo("ran\n");
      assertThat(around.err()).contains("without Tor");
      assertThat(closed.shell("env.sallyport-orig echo ran").assertOk().out()).isEqualTo("ran\n");
      String switched = Installation.ofThisRun().launcher() + " wrap off env >&2; env echo ran";
      assertThat(closed.shell(switched).assertOk().out()).isEqualTo("ran\n");
    }
  }

  @Test
  void hostileListOrDirectoryIsNotTrusted() throws IOException {
    try (var closed = Deployment.of(deployment.account())) {
      closed.wrap(List.of("env"));
      Path list = closed.home().resolve("wrap");
      Files.writeString(list, Files.readString(list) + "command env of default /bin/sh\n");
      assertThat(closed.shell("env echo ran").assertStatus(NOT_RUN).err())
          .contains("not understood");
    }
  }
}
