package org.sallyport.gateway.lan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.gateway.config.ConfigReader;
import org.sallyport.gateway.config.GatewayConfig;

/// A gateway for other machines insists on machines, and says what to write.
final class LanPlanTest {
  private static final Path FILE = Path.of("/etc/sallyport/sallyport.toml");

  @Test
  void configurationWithoutMachinesIsRefusedWithAnExample() {
    assertThatThrownBy(() -> LanPlan.require(GatewayConfig.DEFAULTS, FILE))
        .isInstanceOfSatisfying(
            GatewayException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONFIGURATION))
        .hasMessageContaining(FILE.toString())
        .hasMessageContaining(LanPlan.EXAMPLE);
  }

  @Test
  void exampleIsAConfigurationOfOneMachine(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("sallyport.toml"), LanPlan.EXAMPLE);
    var lan = ConfigReader.read(file).lan().orElseThrow();
    assertThat(lan.lans()).hasSize(1);
    assertThat(lan.lans().getFirst().machines()).hasSize(1);
  }
}
