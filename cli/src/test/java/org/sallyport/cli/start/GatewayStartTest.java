package org.sallyport.cli.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.api.location.Network;
import org.sallyport.api.location.RuntimeLocation;
import org.sallyport.api.location.Surroundings;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

final class GatewayStartTest {
  private static final Duration SHORT = Duration.ofSeconds(1);

  @Test
  void endsAGatewayThatNeverAnswers(@TempDir Path home) throws IOException {
    var location = at(home);
    var line = List.of("/bin/sh", "-c", "echo $$; exec sleep 60");
    assertThatThrownBy(() -> start(location).ensure(line))
        .hasMessageContaining("did not answer within 1 s")
        .hasMessageContaining(location.log().toString())
        .extracting(e -> ((GatewayException) e).kind())
        .isEqualTo(ErrorKind.TIMEOUT);
    long pid = Long.parseLong(Files.readString(location.log()).strip());
    new GatewayEnd(Duration.ofSeconds(10)).await(pid, location.adminSocket());
  }

  @Test
  void saysWhenTheLauncherIsGone(@TempDir Path home) {
    assertThatThrownBy(() -> start(at(home)).ensure(List.of("/nonexistent/sallyport")))
        .hasMessageContaining("/nonexistent/sallyport")
        .isInstanceOf(GatewayException.class);
  }

  @Test
  void releasesTheLockWhenStartingFails(@TempDir Path home) {
    var failing = List.of("/bin/sh", "-c", "exit 8");
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> start(at(home)).ensure(failing))
          .extracting(e -> ((GatewayException) e).kind())
          .isEqualTo(ErrorKind.UPSTREAM);
    }
  }

  @Test
  void processThatHasEndedIsNotAlive() throws Exception {
    var process = new ProcessBuilder("true").start();
    process.waitFor();
    assertThat(GatewayEnd.isAlive(process.pid())).isFalse();
    assertThat(GatewayEnd.isAlive(ProcessHandle.current().pid())).isTrue();
  }

  private static RuntimeLocation at(Path home) {
    var own = Surroundings.ofThisProcess();
    return RuntimeLocation.of(
        new Surroundings(Map.of("SALLYPORT_HOME", home.toString()), own.uid(), own.owned()),
        Network.TOR);
  }

  private static GatewayStart start(RuntimeLocation location) {
    return new GatewayStart(location, Surroundings.ofThisProcess().uid(), SHORT);
  }
}
