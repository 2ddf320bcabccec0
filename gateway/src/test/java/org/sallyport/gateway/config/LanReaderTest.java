package org.sallyport.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.core.lan.Lan;
import org.sallyport.core.lan.Machine;
import org.sallyport.core.workstation.WorkstationName;

final class LanReaderTest {
  private static final Path FILE = Path.of("s.toml");

  @Test
  void readsMachinesOfWorkstations() {
    var lan =
        ConfigReader.parse(
                FILE,
                """
                [lan]
                interface = "eth1"
                [workstation.mail]
                [[workstation.mail.machine]]
                addresses = ["10.152.152.11", "fd19:c33d:88bc::11"]
                mac = "52:54:00:AB:00:11"
                """)
            .lan();
    assertThat(lan)
        .hasValue(
            new Lan(
                "eth1",
                List.of(
                    new Lan.Address(ip("10.152.152.10"), 18),
                    new Lan.Address(ip("fd19:c33d:88bc::10"), 96)),
                List.of(
                    new Machine(
                        new WorkstationName("mail"),
                        List.of(ip("10.152.152.11"), ip("fd19:c33d:88bc::11")),
                        "52:54:00:ab:00:11"))));
  }

  private static InetAddress ip(String literal) {
    return InetAddress.ofLiteral(literal);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'[lan]' | 1:1 lan.interface: missing",
        "'[lan]\ninterface = \"lo\"' | 2:1 lan.interface: missing or no name",
        "'[lan]\ninterface = \"a b\"' | 2:1 lan.interface: missing or no name",
        "'[lan]\ninterface = \"e\"\naddresses = [\"10.0.0.1\"]' | 3:1 lan.addresses: \"10.0.0.1\"",
        "'[lan]\ninterface = \"e\"\naddresses = [\"10.0.0.1/33\"]' | \"10.0.0.1/33\"",
        "'[lan]\ninterface = \"e\"\naddresses = [\"a/8\"]' | \"a/8\"",
        "'[lan]\ninterface = \"e\"\n[[workstation.a.machine]]' | machine.addresses: none",
        "'[[workstation.a.machine]]\naddresses = [\"10.0.0.1\"]' | lan: missing",
        "'[lan]\ninterface = \"e\"\n[[workstation.a.machine]]\naddresses = [\"10.0.0.1\"]\n"
            + "mac = \"x\"' | machine.mac: \"x\"",
        "'[lan]\ninterface = \"e\"\n[[workstation.a.machine]]\n"
            + "addresses = [\"10.0.0.1\", \"10.0.0.1\"]' | of no other machine",
      })
  void saysWhatIsWrong(String text, String problem) {
    assertThatThrownBy(() -> ConfigReader.parse(FILE, text)).hasMessageContaining(problem);
  }
}
