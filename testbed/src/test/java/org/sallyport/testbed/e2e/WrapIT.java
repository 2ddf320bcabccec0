package org.sallyport.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/// Wrapped commands, called outside of workstations as their user calls them.
@ParameterizedClass
@MethodSource("deployments")
final class WrapIT {
  private static final String PAGE = "http://web.test/json";
  private static final int NOT_RUN = 125;

  private final Deployment deployment;

  WrapIT(Deployment deployment) {
    this.deployment = deployment;
    wrap(deployment, "curl", "wget", "env", "ls");
  }

  static Stream<Deployment> deployments() {
    return Account.available().stream().map(Deployment::up);
  }

  private static void wrap(Deployment at, String... commands) {
    var line = Stream.concat(Stream.of("wrap", "add"), Stream.of(commands)).toList();
    String script = Installation.ofThisRun().launcher() + " " + String.join(" ", line);
    Outcome.of(
            at.as(List.of("/bin/sh", "-c", script + " --network testnet")),
            at.environment(),
            Deployment.LIMIT)
        .assertOk();
  }

  /// Runs a shell line with the shims before everything else.
  private static Outcome shell(Deployment at, String line) {
    String script = "cd; PATH=%s/bin:/usr/bin:/bin; %s".formatted(at.home(), line);
    return Outcome.of(at.as(List.of("/bin/sh", "-c", script)), at.environment(), Deployment.LIMIT);
  }

  @Test
  void eachIsAnApplicationOfItsOwn() {
    try (var watch = TorWatch.of(deployment)) {
      var seen =
          watch.during(() -> {
            Outcome outcome =
                shell(deployment, "curl -sS %1$s; wget -qO- %1$s; curl -sS %1$s".formatted(PAGE));
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
  void insideASandboxAShimDoesNotNest() {
    String network = "readlink /proc/self/ns/net";
    Outcome outcome =
        shell(deployment, "%1$s; env sh -c '%1$s; env %1$s'".formatted(network)).assertOk();
    List<String> networks = outcome.out().lines().toList();
    assertThat(networks).hasSize(3);
    assertThat(networks.get(1)).isNotEqualTo(networks.get(0)).isEqualTo(networks.get(2));
  }

  @Test
  void callersFilesAndDescriptorsAreTheCommands() throws IOException {
    Outcome outcome =
        shell(
            deployment,
            "curl -sS -o mine %1$s && curl -sS -o /dev/fd/3 %1$s 3>other && cat mine other"
                .formatted(PAGE));
    assertThat(outcome.assertOk().out().split("\"door\": \"web\"", -1)).hasSize(3);
    assertThat(Files.exists(deployment.home().resolve("mine"))).isTrue();
  }

  @Test
  void statusAndInputAreTheCommands() {
    assertThat(shell(deployment, "env sh -c 'exit 7'").status()).isEqualTo(7);
    assertThat(shell(deployment, "echo piped | env cat").assertOk().out()).isEqualTo("piped\n");
    assertThat(shell(deployment, "env sh -c 'kill -TERM $$'").status()).isEqualTo(128 + 15);
  }

  @Test
  void nothingThatAnswersForAnotherNetworkIsSeen() {
    assertThat(shell(deployment, "ls " + deployment.runtime()).assertOk().out()).isEmpty();
    assertThat(shell(deployment, "ls /run").assertOk().out().lines())
        .containsExactlyInAnyOrder(
            "anon-ws-disable-stacked-tor", "sallyport-inside", "sallyport-ports", "tor", "user");
    assertThat(shell(deployment, "ls /sys").assertOk().out()).isEmpty();
    assertThat(shell(deployment, "env rm -f /run/sallyport-inside").status()).isNotZero();
  }

  @Test
  void wrapperThatCallsItselfIsStopped() throws IOException {
    Path programs = Files.createDirectories(deployment.home().resolve("programs"));
    Path loop = programs.resolve("loop");
    Files.writeString(loop, "#!/bin/sh\nexec %s/bin/loop\n".formatted(deployment.home()));
    Files.setPosixFilePermissions(loop, PosixFilePermissions.fromString("rwxr-xr-x"));
    wrap(deployment, loop.toString());
    Outcome outcome = shell(deployment, "loop").assertStatus(NOT_RUN);
    assertThat(outcome.err()).contains("10 shims have called one another");
  }

  @Test
  void withoutAGatewayNothingIsRun() {
    try (var closed = Deployment.of(deployment.account())) {
      wrap(closed, "env");
      Outcome outcome = shell(closed, "env echo ran").assertStatus(NOT_RUN);
      assertThat(outcome.out()).isEmpty();
      assertThat(outcome.err()).contains("no gateway answers").contains("sallyport up --detach");
      String forged = "SALLYPORT_WORKSTATION=default SALLYPORT_WRAP_DEPTH=1 env echo ran";
      assertThat(shell(closed, forged).assertStatus(NOT_RUN).out()).isEmpty();
    }
  }

  @Test
  void goingAroundIsExplicit() {
    try (var closed = Deployment.of(deployment.account())) {
      wrap(closed, "env");
      assertThat(shell(closed, "UWT_DEV_PASSTHROUGH=yes env echo ran").status()).isEqualTo(NOT_RUN);
      Outcome around = shell(closed, "UWT_DEV_PASSTHROUGH=1 env echo ran").assertOk();
      assertThat(around.out()).isEqualTo("ran\n");
      assertThat(around.err()).contains("without Tor");
      assertThat(shell(closed, "env.sallyport-orig echo ran").assertOk().out()).isEqualTo("ran\n");
      String switched = Installation.ofThisRun().launcher() + " wrap off env >&2; env echo ran";
      assertThat(shell(closed, switched).assertOk().out()).isEqualTo("ran\n");
    }
  }

  @Test
  void hostileListOrDirectoryIsNotTrusted() throws IOException {
    try (var closed = Deployment.of(deployment.account())) {
      wrap(closed, "env");
      Path list = closed.home().resolve("wrap");
      Files.writeString(list, Files.readString(list) + "command env of default /bin/sh\n");
      assertThat(shell(closed, "env echo ran").assertStatus(NOT_RUN).err())
          .contains("not understood");
    }
  }
}
