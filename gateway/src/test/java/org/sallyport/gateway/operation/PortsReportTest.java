package org.sallyport.gateway.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.api.PortsRow;
import org.sallyport.core.error.GatewayException;
import org.sallyport.gateway.config.ConfigReader;
import org.sallyport.gateway.config.GatewayConfig;

final class PortsReportTest {
  @TempDir private Path directory;

  @Test
  void anUnnamedWorkstationHasTheStandardPorts() {
    assertThat(kinds(GatewayConfig.DEFAULTS)).contains("TransPort", "DNSPort", "SocksPort");
  }

  @ParameterizedTest
  @CsvSource({
    "transparent-tcp = false, false, true",
    "dns = \"off\", true, false",
    "transparent-dns = false, true, false"
  })
  void whatIsOffIsNotThere(String line, boolean tcp, boolean dns) throws Exception {
    var kinds = kinds(config("[workstation.w]\n" + line + "\n"));
    assertThat(kinds.contains("TransPort")).isEqualTo(tcp);
    assertThat(kinds.contains("DNSPort")).isEqualTo(dns);
    assertThat(kinds).contains("SocksPort", "HTTPTunnelPort");
  }

  @Test
  void whatOneApplicationHasIsThere() throws Exception {
    var config =
        config(
            """
            [workstation.w]
            transparent-tcp = false
            transparent-dns = false
            [[workstation.w.application]]
            name = "one"
            transparent-tcp = true
            [[workstation.w.application]]
            name = "two"
            transparent-dns = true
            """);
    assertThat(kinds(config)).contains("TransPort", "DNSPort");
  }

  @Test
  void aTextThatIsNoNameIsRefused() {
    assertThatThrownBy(() -> new PortsReport(GatewayConfig.DEFAULTS).reply("No Name"))
        .isInstanceOf(GatewayException.class)
        .hasMessageContaining("No Name");
  }

  private GatewayConfig config(String text) throws Exception {
    return ConfigReader.read(Files.writeString(directory.resolve("sallyport.toml"), text));
  }

  private static List<String> kinds(GatewayConfig config) {
    return new PortsReport(config).reply("w").ports().stream().map(PortsRow::kind).toList();
  }
}
