package org.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command line as a process, with a gateway that is a process too.
final class UpDownIT {
  private static final int CALLERS = 4;

  private Path home = Path.of("/nonexistent");
  private Programs programs = new Programs(home, Map.of());

  @BeforeEach
  void furnish(@TempDir Path home) throws IOException {
    this.home = home;
    var daemon = String.join("' '", Programs.java(FakeDaemon.class));
    var launcher =
        Programs.executable(home.resolve("launcher"), "#!/bin/sh\nexec '" + daemon + "' \"$@\"\n");
    programs =
        new Programs(
            home,
            Map.of(
                "SALLYPORT_HOME", home.toString(),
                "SALLYPORT_LAUNCHER", launcher.toString(),
                "PATH", "/usr/bin:/bin"));
  }

  @AfterEach
  void endGateway() throws Exception {
    sallyport("down");
  }

  private Programs.Ended sallyport(String... arguments) throws Exception {
    return programs.run(Programs.java(Main.class, arguments));
  }

  @Test
  void startsOneGatewayHoweverManyAskAtOnce() throws Exception {
    var callers = new ArrayList<Programs.Running>();
    for (int i = 0; i < CALLERS; i++) {
      callers.add(programs.start(Programs.java(Main.class, "up", "--detach")));
    }
    for (var caller : callers) {
      var ended = caller.await();
      assertThat(ended.status()).as(ended.err()).isZero();
      assertThat(ended.out()).startsWith("Gateway    open");
      assertThat(ended.err()).isEmpty();
    }
    assertThat(started()).hasSize(1);
  }

  @Test
  void downEndsTheProcessAndAnotherUpStartsAnother() throws Exception {
    assertThat(sallyport("up", "--detach").status()).isZero();
    assertThat(sallyport("down").out()).isEqualTo("The gateway has stopped.\n");
    long pid = Long.parseLong(started().getFirst().split(" ", 2)[0]);
    assertThat(isAlive(pid)).isFalse();
    assertThat(sallyport("status").status()).isEqualTo(7);
    assertThat(sallyport("up", "--detach").status()).isZero();
    assertThat(started()).hasSize(2);
  }

  @Test
  void runStartsAGatewayAndBecomesTheApplication() throws Exception {
    var ended =
        sallyport(
            "run",
            "--",
            "/bin/sh",
            "-c",
            "echo out; echo err >&2; head -c5 /proc/self/fd/200; exit 7");
    assertThat(ended).isEqualTo(new Programs.Ended(7, "out\nName:", "err\n"));
    assertThat(started().getFirst()).endsWith("__daemon --network tor --linger 600");
  }

  @Test
  void applicationKeepsThePidOfItsLauncher() throws Exception {
    sallyport("up", "--detach");
    var running =
        programs.start(Programs.java(Main.class, "run", "--", "/bin/sh", "-c", "echo $$"));
    assertThat(running.await().out()).isEqualTo(running.process().pid() + "\n");
  }

  @Test
  void signalThatEndsTheApplicationEndsRun() throws Exception {
    assertThat(sallyport("run", "--", "/bin/sh", "-c", "kill -TERM $$").status())
        .isEqualTo(128 + 15);
  }

  @Test
  void gatewayOutlivesTheSessionThatStartedIt() throws Exception {
    assertThat(sallyport("up", "--detach").status()).isZero();
    long pid = Long.parseLong(started().getFirst().split(" ", 2)[0]);
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    var fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
    assertThat(fields.get(3)).as("session").isEqualTo(Long.toString(pid));
  }

  /// A zombie is not: where the tests run, nobody may reap it.
  private static boolean isAlive(long pid) throws IOException {
    Path stat = Path.of("/proc/" + pid + "/stat");
    return Files.exists(stat) && !Files.readString(stat).contains(") Z ");
  }

  private List<String> started() throws IOException {
    return Files.readAllLines(home.resolve("started"));
  }
}
