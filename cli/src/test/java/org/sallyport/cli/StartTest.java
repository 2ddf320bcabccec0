package org.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.api.AdminReply;
import org.sallyport.api.AdminRequest;
import org.sallyport.core.state.GatewayState;

/// How a gateway that does not come up is reported. Launchers are real processes.
final class StartTest {
  @Test
  void quotesTheLastWordsOfAGatewayThatEnds(@TempDir Path home) throws IOException {
    var bench =
        bench(
            home,
            """
            #!/bin/sh
            echo "starting"
            echo "sallyport: the kernel lets this user make no user namespace" >&2
            exit 5
            """);
    assertThat(bench.run("up", "--detach")).isEqualTo(5);
    assertThat(bench.err())
        .isEqualTo(
            "sallyport: The gateway ended before it was ready (status 5): "
                + "the kernel lets this user make no user namespace\n");
    assertThat(bench.run("run", "true")).isEqualTo(125);
  }

  @Test
  void startsWithoutTerminalInASessionOfItsOwn(@TempDir Path home) throws IOException {
    var bench =
        bench(
            home,
            """
            #!/bin/sh
            read -r line && echo "input: $line"
            [ "$(ps -o sid= -p $$ | tr -d ' ')" = "$$" ] && echo "own session"
            echo "$@"
            exit 3
            """);
    assertThat(bench.run("run", "true")).isEqualTo(125);
    assertThat(Files.readString(bench.location().log()))
        .isEqualTo("own session\n__daemon --network tor --linger 600\n");
  }

  @Test
  void saysWhenThereIsNoLauncher(@TempDir Path home) {
    var bench = new Bench(home, Map.of());
    assertThat(bench.run("up", "--detach")).isEqualTo(3);
    assertThat(bench.err()).contains("Start this program by ./sallyport");
  }

  @Test
  void stalledBootstrapIsToldInTorsOwnWords(@TempDir Path home) throws IOException {
    var bench = new Bench(home, Map.of("SALLYPORT_LAUNCHER", "/nonexistent"));
    try (var gateway = new FakeGateway(bench.location())) {
      gateway.answersAlways(new AdminRequest.Status(), Replies.stalled()).start();
      assertThat(bench.runOnTerminal("up", "--detach")).isEqualTo(8);
      assertThat(bench.err())
          .contains("10%  Connection refused")
          .contains("tor says: Connection refused (CONNECTREFUSED)")
          .contains("sallyport status");
    }
  }

  @Test
  void replacesAGatewayThatIsJustStopping(@TempDir Path home) throws IOException {
    var bench = bench(home, "#!/bin/sh\necho 'sallyport: the second was started'\nexit 4\n");
    var tor = Replies.open().tor();
    var stopping =
        new AdminReply.StatusReply(
            GatewayState.STOPPING,
            null,
            "tor",
            Integer.MAX_VALUE,
            "0.1.0",
            1,
            tor,
            Replies.HOLDS,
            0,
            0,
            Map.of(),
            0,
            null);
    try (var gateway = new FakeGateway(bench.location())) {
      gateway.answers(new AdminRequest.Status(), stopping).start();
      assertThat(bench.run("up", "--detach")).isEqualTo(4);
      assertThat(bench.err()).contains("the second was started");
    }
  }

  private static Bench bench(Path home, String script) throws IOException {
    Path launcher = home.resolve("launcher");
    Files.writeString(launcher, script);
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
    return new Bench(home, Map.of("SALLYPORT_LAUNCHER", launcher.toString()));
  }
}
