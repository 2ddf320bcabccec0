package org.sallyport.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/// A gateway that cannot start says why in one sentence and what to do, and leaves nothing behind.
@ParameterizedClass
@MethodSource("accounts")
final class BadInputIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  private final Account account;

  BadInputIT(Account account) {
    this.account = account;
  }

  static Stream<Account> accounts() {
    return Account.available().stream();
  }

  @Test
  void wrongConfigurationIsToldWithEveryPlaceAndNothingStarts() {
    try (var deployment = Deployment.of(account)) {
      Path file =
          configure(
              deployment,
              """
              [tor]
              bridgez = []
              executable = "bin/tor"
              [workstation.research]
                dns = "maybe"
              """);
      Outcome up = deployment.sallyport("up", "--detach").assertStatus(3);
      assertThat(up.err().lines())
          .anyMatch(line -> line.contains(file + ":2:1 ") && line.contains("bridges"))
          .anyMatch(line -> line.contains(file + ":3:1 ") && line.contains("bin/tor"))
          .anyMatch(line -> line.contains(file + ":5:3 ") && line.contains("maybe"));
      assertThat(deployment.log()).doesNotContain("private network");
      deployment.run("curl", "curl", "http://web.test/").assertStatus(125);
      deployment.sallyport("status").assertStatus(7);
    }
  }

  @Test
  void oldTorIsRefused(@TempDir Path folder) throws IOException {
    try (var deployment = Deployment.of(account)) {
      Path tor = folder.resolve("old-tor");
      Files.writeString(tor, "#!/bin/sh\necho 'Tor version 0.4.7.16.'\n");
      for (Path file : List.of(folder, tor)) { // tor is not the gateway's user
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
      configure(deployment, "[tor]\nexecutable = \"" + tor + "\"\n");
      Outcome up = deployment.sallyport("up", "--detach").assertStatus(4);
      assertThat(up.err()).contains("0.4.7.16", "0.4.9");
      assertNothingRuns(deployment);
    }
  }

  @Test
  void torThatCannotReachTheNetworkIsToldWithItsOwnReason() {
    try (var deployment = Deployment.of(account)) {
      configure(
          deployment,
          "[tor]\nbridges = [\"192.88.99.50:443 0123456789ABCDEF0123456789ABCDEF01234567\"]\n");
      try (var _ = deployment.begin(List.of("up", "--detach"))) {
        await("tor says why")
            .atMost(SOON)
            .ignoreExceptions()
            .until(() -> !torOf(deployment).get("warning").asString().isEmpty());
        assertThat(torOf(deployment).get("warning").asString()).contains("Connection refused");
        deployment.sallyport("status").assertStatus(20);
      }
      deployment.sallyport("down").assertOk();
      assertNothingRuns(deployment);
    }
  }

  @Test
  void fullDiskIsTold() {
    try (var deployment = Deployment.of(account)) {
      String mount = "mount -t tmpfs -o size=48k,mode=700 none \"$SALLYPORT_HOME\" && exec \"$@\"";
      Outcome up =
          deployment.wrapped(enclosed(account, "--mount", mount), List.of("up", "--detach"));
      assertThat(up.status()).as("%s", up).isEqualTo(11);
      assertThat(up.err()).contains("Free some space");
      assertNothingRuns(deployment);
    }
  }

  /// Root needs none: the same machine, whose limit is that of a namespace of the test's own.
  @Test
  void forbiddenUserNamespacesAreTold() {
    var ordinary = Account.available().getLast();
    try (var deployment = Deployment.of(ordinary)) {
      String forbid = "echo 0 >/proc/sys/user/max_user_namespaces && exec \"$@\"";
      Outcome up = deployment.wrapped(enclosed(ordinary, "--ipc", forbid), List.of("up", "-d"));
      up.assertStatus(5);
      assertThat(up.err()).contains("sysctl user.max_user_namespaces");
      assertNothingRuns(deployment);
    }
  }

  @Test
  void gatewayThatRunsIsNotDisturbed() {
    try (var deployment = Deployment.up(account)) {
      Outcome second = deployment.sallyport("up").assertStatus(6);
      assertThat(second.err()).contains("already runs", "sallyport down");
      Outcome daemon = deployment.sallyport("__daemon").assertStatus(6);
      assertThat(daemon.err()).contains("another one runs");
      deployment.sallyport("status").assertOk();
      assertStrangersStayOutside(deployment);
      try (var talker = Talker.start(deployment, List.of("--app", "hostile"), 2)) {
        talker.tell().assertAllAlive();
        MalformedBytes.assertAnswered(deployment);
        talker.tell().assertAllAlive();
      }
    }
  }

  /// Only who may enter the directory reaches the socket: the gateway's account, and root.
  private void assertStrangersStayOutside(Deployment deployment) {
    Path socket = deployment.runtime().resolve("admin.sock");
    String ask =
        """
        import socket, sys
        s = socket.socket(socket.AF_UNIX)
        s.connect(sys.argv[1])
        s.sendall(b'{"command": "status"}\\n')
        print(s.recv(65536).decode())
        """;
    List<String> question = List.of("/usr/bin/python3", "-c", ask, socket.toString());
    for (List<String> prefix : Account.strangers()) {
      var line = new ArrayList<>(prefix);
      line.addAll(question);
      Outcome outcome = Outcome.of(line, deployment.environment(), SOON);
      assertThat(outcome.status()).as("%s", outcome).isEqualTo(1);
      assertThat(outcome.err()).contains("PermissionError");
    }
    Outcome self = Outcome.of(question, deployment.environment(), SOON).assertOk();
    assertThat(self.out()).contains("\"reply\":\"status\"");
  }

  private static JsonNode torOf(Deployment deployment) {
    return deployment.json("status").get("tor");
  }

  private static List<String> enclosed(Account account, String namespace, String script) {
    var line = new ArrayList<>(List.of("unshare", namespace));
    if (account != Account.ROOT) {
      line.addAll(List.of("--user", "--map-user=" + account.uid(), "--map-group=" + account.uid()));
      line.add("--keep-caps");
    }
    line.addAll(List.of("--", "sh", "-c", script, "sh"));
    if (account != Account.ROOT) {
      line.addAll(List.of("setpriv", "--ambient-caps=-all", "--inh-caps=-all", "--"));
    }
    return line;
  }

  private static Path configure(Deployment deployment, String text) {
    return write(deployment, "sallyport.toml", text);
  }

  private static Path write(Deployment deployment, String name, String text) {
    try {
      return deployment.own(Files.writeString(deployment.home().resolve(name), text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertNothingRuns(Deployment deployment) {
    var traces = new Traces(deployment.home());
    await("nothing runs").atMost(SOON).untilAsserted(() -> assertThat(traces.all()).isEmpty());
  }
}
