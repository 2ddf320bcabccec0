package org.sallyport.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.sallyport.testbed.e2e.TorWatch.Seen;
import tools.jackson.databind.JsonNode;

/// The programs of one shell, each an application that nobody named. Judged from tor's events by a
/// watch of the test's own.
@ParameterizedClass
@MethodSource("deployments")
final class ShellIsolationIT {
  /// Six programs at the same time, each a process that has not been seen before.
  private static final String SIX =
      """
      cd
      printf 'import urllib.request as u\\nu.urlopen("http://web.test/json").read()\\n' >a.py
      cp a.py b.py
      { curl -sS -o /dev/null http://web.test/json & wget -q -O /dev/null http://web.test/json &
        python3 a.py & python3 b.py & busybox wget -q -O /dev/null http://web.test/json &
        git ls-remote http://web.test/none.git & wait; } 2>/dev/null
      """;

  /// Connects with a socket that another program holds too.
  private static final String SHARED =
      """
      cat >shared.py <<'END'
      import socket, subprocess
      s = socket.socket()
      s.set_inheritable(True)
      child = subprocess.Popen(['sleep', '60'], close_fds=False)
      s.connect((socket.gethostbyname('web.test'), 80))
      s.send(b'GET /json HTTP/1.0\\r\\nHost: web.test\\r\\n\\r\\n')
      while s.recv(4096):
          pass
      child.kill()
      END
      """;

  /// Does not let anybody look at it.
  private static final String HIDDEN =
      """
      cat >hidden.py <<'END'
      import ctypes, urllib.request
      assert ctypes.CDLL(None).prctl(4, 0, 0, 0, 0) == 0
      urllib.request.urlopen('http://web.test/json').read()
      END
      """;

  /// Is gone as soon as it is connected: its stream may end before tor has a circuit for it.
  private static final String HASTY =
      """
      cat >hasty.py <<'END'
      import os, socket
      s = socket.create_connection(('web.test', 80))
      s.send(b'GET /json HTTP/1.0\\r\\nHost: web.test\\r\\n\\r\\n')
      os._exit(0)
      END
      """;

  /// Asks the SocksPort for a connection by its unix socket.
  private static final String LOCAL =
      """
      cat >local.py <<'END'
      import socket
      s = socket.socket(socket.AF_UNIX)
      s.connect('/run/tor/socks')
      s.sendall(bytes.fromhex('050100'))
      assert s.recv(2) == bytes.fromhex('0500')
      s.sendall(bytes.fromhex('0501000308') + b'web.test' + bytes.fromhex('0050'))
      assert s.recv(10)[1] == 0
      s.send(b'GET /json HTTP/1.0\\r\\nHost: web.test\\r\\n\\r\\n')
      while s.recv(4096):
          pass
      END
      """;

  private final Deployment deployment;

  ShellIsolationIT(Deployment deployment) {
    this.deployment = deployment.with("SHELL", "/bin/bash");
  }

  static Stream<Deployment> deployments() {
    return Account.available().stream().map(Deployment::up);
  }

  @Test
  void sixProgramsUseSixDisjointSetsOfCircuitsTwiceOver() {
    long before = unknown();
    try (var watch = TorWatch.of(deployment)) {
      var seen = watch.during(() -> shell(SIX + SIX));
      var byToken = seen.stream().collect(Collectors.groupingBy(Seen::token));
      assertThat(byToken)
          .hasSize(6)
          .allSatisfy((_, own) -> assertThat(own).hasSizeGreaterThanOrEqualTo(2));
      assertDisjoint(byToken.values().stream().map(watch::carriers).toList());
    }
    assertThat(unknown()).as("connections of unknown openers").isEqualTo(before);
    JsonNode isolation = deployment.json("isolation");
    assertThat(isolation.get("verdict").get("violations").asInt()).isZero();
    assertThat(isolation.get("applications").valueStream())
        .extracting(row -> row.get("application").asString())
        .contains("curl", "wget", "a.py", "b.py", "busybox", "git-remote-http");
  }

  @Test
  void aSocketThatTwoProgramsHoldSharesWithNobody() {
    long before = unknown();
    try (var watch = TorWatch.of(deployment)) {
      var seen = watch.during(() -> shell("cd\n" + SHARED + "python3 shared.py\n".repeat(2)));
      assertThat(seen).hasSize(2);
      assertDisjoint(seen.stream().map(one -> watch.carriers(List.of(one))).toList());
    }
    assertThat(unknown()).isEqualTo(before + 2);
  }

  /// Root may look at every process, so there it is found: the program is an application of its
  /// own.
  @Test
  void aProcessThatHidesSharesWithNoOtherProgram() {
    long before = unknown();
    try (var watch = TorWatch.of(deployment)) {
      var seen =
          watch.during(() ->
              shell(
                  "cd\n"
                      + HIDDEN
                      + "curl -sS -o /dev/null http://web.test/json\n"
                      + "python3 hidden.py\n"));
      assertThat(seen).hasSize(2);
      assertDisjoint(seen.stream().map(one -> watch.carriers(List.of(one))).toList());
    }
    long counted = deployment.account() == Account.ROOT ? 0 : 1;
    assertThat(unknown()).isEqualTo(before + counted);
  }

  @Test
  void aProcessThatIsGoneSharesWithNoOtherProgram() {
    try (var watch = TorWatch.of(deployment)) {
      var seen =
          watch.during(() ->
              shell(
                  "cd\n"
                      + HASTY
                      + "python3 hasty.py\n"
                      + "curl -sS -o /dev/null http://web.test/json\n"));
      assertThat(seen).extracting(Seen::token).doesNotHaveDuplicates().isNotEmpty();
      assertDisjoint(
          seen.stream()
              .map(one -> watch.carriers(List.of(one)))
              .filter(circuits -> !circuits.isEmpty())
              .toList());
    }
  }

  @Test
  void aShellWithANameIsOneApplication() {
    try (var watch = TorWatch.of(deployment)) {
      var seen =
          watch.during(() ->
              shell(
                  """
                  curl -sS -o /dev/null http://web.test/json
                  wget -q -O /dev/null http://web.test/json
                  """,
                  "--app",
                  "named"));
      assertThat(seen).extracting(Seen::token).containsOnly(seen.getFirst().token()).hasSize(2);
    }
  }

  @Test
  void whoComesByAUnixSocketIsKnown() {
    long before = unknown();
    String curl = "curl -sS -o /dev/null -x socks5h://%s http://web.test/json\n";
    try (var watch = TorWatch.of(deployment)) {
      var seen =
          watch.during(() ->
              shell(
                  "cd\n"
                      + LOCAL
                      + curl.formatted("localhost/run/tor/socks")
                      + curl.formatted("127.0.0.1:9050")
                      + "python3 local.py\n".repeat(2)));
      assertThat(seen).hasSize(4);
      assertThat(seen.get(1).token()).isEqualTo(seen.get(0).token());
      assertThat(seen.get(3).token()).isEqualTo(seen.get(2).token());
      assertDisjoint(
          List.of(watch.carriers(seen.subList(0, 2)), watch.carriers(seen.subList(2, 4))));
    }
    assertThat(unknown()).as("connections of unknown openers").isEqualTo(before);
  }

  @Test
  void aNewIdentityNamesTheProgramsOfTheShell() {
    try (var shell = deployment.begin(List.of("shell"))) {
      shell.write("curl -sS http://web.test/json; echo done\n");
      shell.awaitOut("done", Deployment.LIMIT);
      deployment.awaitJson(
          List.of("isolation"), reply -> reply.get("applications").toString().contains("\"curl\""));
      assertThat(deployment.json("newnym").get("applications").valueStream())
          .extracting(JsonNode::asString)
          .contains("default/curl")
          .doesNotContain("default/bash");
      assertThat(deployment.json("newnym", "--app", "curl").get("applications").valueStream())
          .extracting(JsonNode::asString)
          .containsExactly("default/curl");
      shell.endInput();
      shell.outcome(Deployment.LIMIT).assertOk();
    }
  }

  private void shell(String script, String... options) {
    var command = Stream.concat(Stream.of("shell"), Stream.of(options)).toList();
    try (var shell = deployment.begin(command)) {
      shell.write(script + "exit 0\n");
      shell.endInput();
      shell.outcome(Deployment.LIMIT).assertOk();
    }
  }

  private long unknown() {
    return deployment.json("status").get("openersUnknown").asLong();
  }

  private static <T> void assertDisjoint(List<Set<T>> sets) {
    Set<T> all = new HashSet<>();
    for (Set<T> set : sets) {
      assertThat(set).isNotEmpty().noneMatch(all::contains);
      all.addAll(set);
    }
  }
}
