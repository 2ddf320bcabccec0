package org.sallyport.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.api.location.Network;

final class GatewayArgumentsTest {
  @Test
  void defaultsToThePublicNetworkForEver() {
    assertThat(GatewayArguments.parse(List.of()))
        .isEqualTo(new GatewayArguments(Network.TOR, null, Duration.ZERO));
  }

  @Test
  void readsEveryOption() {
    var line = List.of("--network", "testnet", "--config", "/etc/s.toml", "--linger", "600");
    assertThat(GatewayArguments.parse(line))
        .isEqualTo(
            new GatewayArguments(Network.TESTNET, Path.of("/etc/s.toml"), Duration.ofMinutes(10)));
  }

  @Test
  void insistsOnMachinesWhenToldTo() {
    assertThat(GatewayArguments.parse(List.of("--role", "machines")).role())
        .isEqualTo(GatewayArguments.Role.MACHINES);
    assertThat(GatewayArguments.parse(List.of()).role())
        .isEqualTo(GatewayArguments.Role.APPLICATIONS);
    assertThatThrownBy(() -> GatewayArguments.parse(List.of("--role", "king")))
        .hasMessageContaining("expected applications or machines");
  }

  @Test
  void namesTheArgumentThatItCannotUnderstand() {
    assertThatThrownBy(() -> GatewayArguments.parse(List.of("--network", "mars")))
        .hasMessageContaining("--network");
    assertThatThrownBy(() -> GatewayArguments.parse(List.of("--linger", "-1")))
        .hasMessageContaining("--linger");
    assertThatThrownBy(() -> GatewayArguments.parse(List.of("--config")))
        .hasMessageContaining("no value");
    assertThatThrownBy(() -> GatewayArguments.parse(List.of("--colour", "blue")))
        .hasMessageContaining("--colour");
  }
}
