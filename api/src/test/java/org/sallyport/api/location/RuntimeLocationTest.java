package org.sallyport.api.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

final class RuntimeLocationTest {
  private static final long USER = 1000;

  @Test
  void rootLivesInSystemDirectories() {
    var location = of(Map.of("XDG_RUNTIME_DIR", "/run/user/0", "HOME", "/root"), 0, Network.TOR);
    assertThat(location)
        .isEqualTo(
            new RuntimeLocation(
                Network.TOR,
                Path.of("/run/sallyport/tor"),
                Path.of("/var/lib/sallyport/tor"),
                Path.of("/etc/sallyport/sallyport.toml")));
    assertThat(location.adminSocket()).isEqualTo(Path.of("/run/sallyport/tor/admin.sock"));
    assertThat(location.log()).isEqualTo(Path.of("/run/sallyport/tor/gateway.log"));
    assertThat(location.pidFile()).isEqualTo(Path.of("/run/sallyport/tor/gateway.pid"));
  }

  @Test
  void userLivesInXdgDirectories() {
    var variables =
        Map.of(
            "XDG_RUNTIME_DIR", "/run/user/1000",
            "XDG_STATE_HOME", "/s",
            "XDG_CONFIG_HOME", "/c",
            "HOME", "/home/u");
    assertThat(of(variables, USER, Network.TESTNET))
        .isEqualTo(
            new RuntimeLocation(
                Network.TESTNET,
                Path.of("/run/user/1000/sallyport/testnet"),
                Path.of("/s/sallyport/testnet"),
                Path.of("/c/sallyport/sallyport.toml")));
  }

  @Test
  void userWithoutXdgLivesInTmpAndHome() {
    assertThat(of(Map.of("HOME", "/home/u"), USER, Network.TOR))
        .isEqualTo(
            new RuntimeLocation(
                Network.TOR,
                Path.of("/tmp/sallyport-1000/tor"),
                Path.of("/home/u/.local/state/sallyport/tor"),
                Path.of("/home/u/.config/sallyport/sallyport.toml")));
  }

  @Test
  void ignoresRuntimeDirectoryOfSomebodyElse() {
    var surroundings =
        new Surroundings(
            Map.of("XDG_RUNTIME_DIR", "/run/user/7", "HOME", "/home/u"), USER, _ -> false);
    assertThat(RuntimeLocation.of(surroundings, Network.TOR).runtimeDirectory())
        .isEqualTo(Path.of("/tmp/sallyport-1000/tor"));
  }

  @Test
  void ignoresRelativeXdgDirectories() {
    var variables = Map.of("XDG_RUNTIME_DIR", "run", "XDG_STATE_HOME", "s", "HOME", "/home/u");
    var location = of(variables, USER, Network.TOR);
    assertThat(location.runtimeDirectory()).isEqualTo(Path.of("/tmp/sallyport-1000/tor"));
    assertThat(location.stateDirectory()).isEqualTo(Path.of("/home/u/.local/state/sallyport/tor"));
  }

  @Test
  void sallyportHomeOverridesAll() {
    var variables = Map.of("SALLYPORT_HOME", "/x", "XDG_RUNTIME_DIR", "/run/user/1000");
    var expected =
        new RuntimeLocation(
            Network.TOR,
            Path.of("/x/run/tor"),
            Path.of("/x/state/tor"),
            Path.of("/x/sallyport.toml"));
    assertThat(of(variables, USER, Network.TOR)).isEqualTo(expected);
    assertThat(of(variables, 0, Network.TOR)).isEqualTo(expected);
  }

  @Test
  void refusesToGuessWithoutHome() {
    assertThatThrownBy(() -> of(Map.of(), USER, Network.TOR))
        .hasMessageContaining("Set HOME")
        .extracting(e -> ((GatewayException) e).kind())
        .isEqualTo(ErrorKind.CONFIGURATION);
  }

  @Test
  void refusesDirectoryTooLongForSockets() {
    int most = RuntimeLocation.MAX_SOCKET_PATH_BYTES - RuntimeLocation.MAX_SOCKET_NAME_BYTES - 1;
    String fits = "/" + "x".repeat(most - "/run/tor".length() - 1);
    assertThat(of(Map.of("SALLYPORT_HOME", fits), USER, Network.TOR).runtimeDirectory().toString())
        .hasSize(most);
    assertThatThrownBy(() -> of(Map.of("SALLYPORT_HOME", fits + "x"), USER, Network.TOR))
        .hasMessageContaining("too long for unix sockets")
        .extracting(e -> ((GatewayException) e).kind())
        .isEqualTo(ErrorKind.CONFIGURATION);
  }

  @Test
  void knowsNetworksByName() {
    for (var network : Network.values()) {
      assertThat(Network.of(network.text())).contains(network);
    }
    assertThat(Network.of("internet")).isEmpty();
  }

  private static RuntimeLocation of(Map<String, String> variables, long uid, Network network) {
    return RuntimeLocation.of(new Surroundings(variables, uid, _ -> true), network);
  }
}
