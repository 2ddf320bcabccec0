package org.sallyport.gateway.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.workstation.WorkstationName;
import org.sallyport.gateway.config.ConfigInForce;
import org.sallyport.gateway.config.ConfigReader;
import org.sallyport.gateway.config.GatewayConfig;

final class ReloadTest {
  private static final String BEFORE =
      """
      [workstation.mail]
      dns = "map"
      [workstation.web]
      transparent-tcp = false
      """;

  private final List<GatewayConfig> machines = new ArrayList<>();
  private String file = BEFORE;
  private final ConfigInForce config = new ConfigInForce(parsed(), this::parsed);
  private final Reload reload = new Reload(config, machines::add);

  private GatewayConfig parsed() {
    return ConfigReader.parse(Path.of("sallyport.toml"), file);
  }

  @Test
  void tellsWhichWorkstationsHaveChanged() {
    file = BEFORE.replace("map", "off") + "[workstation.new]\nports = \"whonix\"\n";
    assertThat(reload.reply().workstations()).containsExactly("mail", "new");
    assertThat(config.now()).isEqualTo(parsed());
    assertThat(machines).containsExactly(parsed());
  }

  @Test
  void whatIsLeftOutHasTheDefaultsAgain() {
    file = "";
    assertThat(reload.reply().workstations()).containsExactly("web");
    assertThat(config.policy(new WorkstationName("web")))
        .isEqualTo(GatewayConfig.DEFAULTS.policy(new WorkstationName("web")));
  }

  @Test
  void changesNothingIfTheFileIsWrong() {
    refused("[workstation.mail]\ndns = \"no\"\nnonsense = 1\n", "dns", "nonsense");
  }

  @Test
  void changesNothingIfTorWouldHaveToBeStartedAnew() {
    refused("[tor]\nsandbox = false\n", "[tor]", "sallyport down");
    refused(
        """
        [[workstation.mail.port]]
        kind = "socks"
        number = 9300
        flags = ["OnionTrafficOnly", "NoIPv4Traffic"]
        """,
        "SocksPort");
  }

  @Test
  void changesNothingIfMachinesCannotFollow() {
    var failing =
        new Reload(
            config,
            _ -> {
              throw new IllegalStateException("no");
            });
    file = "";
    var before = config.now();
    assertThatThrownBy(failing::reply).isInstanceOf(IllegalStateException.class);
    assertThat(config.now()).isSameAs(before);
  }

  private void refused(String text, String... words) {
    var before = config.now();
    file = text;
    assertThatThrownBy(reload::reply)
        .isInstanceOf(GatewayException.class)
        .hasMessageContainingAll(words);
    assertThat(config.now()).isSameAs(before);
    assertThat(machines).isEmpty();
  }
}
