package org.sallyport.testbed.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Programs as the distribution ships them, run by `sallyport run` and told nothing or told what
/// their users tell them.
@ParameterizedClass
@MethodSource("deployments")
final class RealProgramsIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String PAGE = "http://web.test/json";

  private final Deployment deployment;

  RealProgramsIT(Deployment deployment) {
    this.deployment = deployment;
  }

  static Stream<Deployment> deployments() {
    return Account.available().stream().map(Deployment::up);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--socks4 127.0.0.1:9050",
        "--socks4a 127.0.0.1:9050",
        "--socks5 127.0.0.1:9050",
        "--socks5-hostname 127.0.0.1:9050",
        "--socks5-hostname localhost:9150",
        "--proxytunnel --proxy http://127.0.0.1:9080"
      })
  void curlReachesThePage(String options) {
    assertSeenFromAnExit("curl -sS " + options + " " + PAGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wget -q -O - " + PAGE,
        "busybox wget -q -O - " + PAGE,
        "torsocks curl -sS " + PAGE,
        "python3 -c \"import urllib.request as u; print(u.urlopen('"
            + PAGE
            + "').read().decode())\""
      })
  void programReachesThePage(String command) {
    assertSeenFromAnExit(command);
  }

  @Test
  void busyboxIsAStaticBinary() {
    Outcome headers =
        Outcome.of(
            List.of("sh", "-c", "ldd $(PATH=$PATH:/usr/sbin command -v busybox) 2>&1"),
            deployment.environment(),
            SOON);
    assertThat(headers.out()).contains("not a dynamic executable");
  }

  @Test
  void gitAndSshWork() {
    try (var host = WorldHost.start(deployment)) {
      assertThat(shell("git", "git clone -q " + host.httpUrl() + " a && cat a/greeting").out())
          .isEqualTo(WorldHost.GREETING + "\n");
      give(".ssh/key", host.clientKey());
      give(".ssh/known_hosts", host.knownHosts());
      assertThat(
              shell(
                      "ssh",
                      "ssh -i .ssh/key -p %d %s 'echo $USER; cat' <<<piped"
                          .formatted(WorldHost.SSH_PORT, host.login()))
                  .out())
          .isEqualTo("git\npiped\n");
      assertThat(
              shell(
                      "git",
                      "GIT_SSH_COMMAND='ssh -i ~/.ssh/key' git clone -q %s b && cat b/greeting"
                          .formatted(host.sshUrl()))
                  .out())
          .isEqualTo(WorldHost.GREETING + "\n");
    }
  }

  @Test
  void exitStatusIsTheApplications() {
    assertThat(deployment.run("sh", "sh", "-c", "exit 7").status()).isEqualTo(7);
    assertThat(deployment.run("sh", "sh", "-c", "kill -TERM $$").status()).isEqualTo(128 + 15);
    assertThat(deployment.run("sh", "/nonexistent").status()).isEqualTo(127);
    assertThat(deployment.run("sh", "/etc/os-release").status()).isEqualTo(126);
  }

  @Test
  void pipesPassThrough() {
    try (var cat = deployment.start("cat", "sh", "-c", "cat; echo to-stderr >&2")) {
      String text = "0123456789abcde\n".repeat(64 * 1024);
      Thread.ofVirtual()
          .start(() -> {
            cat.write(text);
            cat.endInput();
          });
      Outcome outcome = cat.outcome(Deployment.LIMIT).assertOk();
      assertThat(outcome.out()).hasSameSizeAs(text).isEqualTo(text);
      assertThat(outcome.err()).isEqualTo("to-stderr\n");
    }
  }

  @ParameterizedTest
  @CsvSource({"HUP, 1", "TERM, 15"})
  void signalToTheLauncherEndsTheApplication(String signal, int number) {
    List<String> application = List.of("sleep", "10" + number + ProcessHandle.current().pid());
    try (var running = deployment.start("sleeper", application.toArray(String[]::new))) {
      await().atMost(SOON).until(() -> Traces.withCommandLine(application).size() == 1);
      String kill = "kill -%s %d".formatted(signal, running.process().pid());
      Outcome.of(List.of("sh", "-c", kill), deployment.environment(), SOON).assertOk();
      assertThat(running.outcome(SOON).status()).isEqualTo(128 + number);
      await().atMost(SOON).until(() -> Traces.withCommandLine(application).isEmpty());
    }
  }

  @Test
  void applicationGetsTheTerminal() {
    var line = deployment.as(List.of("python3", "-c", TERMINAL));
    line.addAll(
        deployment.runLine(List.of("--app", "terminal"), List.of("python3", "-c", DIALOGUE)));
    Outcome outcome = Outcome.of(line, deployment.environment(), Deployment.LIMIT);
    outcome.assertStatus(9);
    assertThat(outcome.out().replace("\r", "").lines())
        .containsSubsequence(
            "terminal on 0 1 2",
            "size 33 101",
            "resized 44 122",
            "typed a line",
            "interrupted",
            "goes on");
  }

  /// Says what it has, then waits for a change of the window, for a line, and for `^C`, which ends
  /// neither it nor anything around it.
  private static final String DIALOGUE =
      """
      import os, signal, sys, time
      def size():
        columns, rows = os.get_terminal_size()
        return f'{rows} {columns}'
      signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGWINCH])
      print('terminal on', *[n for n in range(3) if os.isatty(n)])
      print('size', size(), flush=True)
      signal.sigwait([signal.SIGWINCH])
      print('resized', size(), flush=True)
      print('typed', input())
      try:
        print('waiting for the interrupt', flush=True)
        time.sleep(30)
      except KeyboardInterrupt:
        print('\\ninterrupted', flush=True)
      time.sleep(1) # whoever dies of ^C is dead by now
      print('goes on', flush=True)
      sys.exit(9)
      """;

  /// Runs its arguments in a new terminal of 33 × 101, and plays the user.
  private static final String TERMINAL =
      """
      import fcntl, os, pty, struct, sys, termios, time
      def size(rows, columns):
        fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack('HHHH', rows, columns, 0, 0))
      pid, fd = pty.fork()
      if pid == 0:
        time.sleep(0.2)
        os.execvp(sys.argv[1], sys.argv[1:])
      size(33, 101)
      seen = b''
      steps = [
        (b'size 33 101', lambda: size(44, 122)),
        (b'resized 44 122', lambda: os.write(fd, b'a line\\n')),
        (b'waiting for the interrupt', lambda: os.write(fd, b'\\x03')),
      ]
      while True:
        try:
          got = os.read(fd, 4096)
        except OSError:
          break
        if not got:
          break
        seen += got
        if steps and steps[0][0] in seen:
          steps.pop(0)[1]()
      sys.stdout.write(seen.decode())
      sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
      """;

  private void assertSeenFromAnExit(String command) {
    Outcome outcome = shell("web", command);
    assertThat(outcome.out())
        .as("%s", outcome)
        .contains("\"door\": \"web\"", "\"host\": \"web.test\"")
        .containsPattern("\"exit\": \"exit[0-9]\"");
  }

  private Outcome shell(String app, String command) {
    return deployment.run(app, "bash", "-c", "cd; " + command).assertOk();
  }

  /// Puts a file into the workstation's home.
  private void give(String file, String text) {
    String command = "cd; umask 077; mkdir -p $(dirname %s); cat >%1$s".formatted(file);
    try (var cat = deployment.start("give", "sh", "-c", command)) {
      cat.write(text);
      cat.endInput();
      cat.outcome(SOON).assertOk();
    }
  }
}
