package org.sallyport.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.core.lan.FirewallPolicy;
import org.sallyport.core.lan.Guests;
import org.sallyport.core.lan.Lan;
import org.sallyport.core.lan.LanPolicy;
import org.sallyport.core.lan.Machine;
import org.sallyport.core.lan.MachineLimits;
import org.sallyport.core.workstation.WorkstationName;

final class LanReaderTest {
  private static final Path FILE = Path.of("s.toml");

  @Test
  void readsMachinesOfWorkstations() {
    var lan =
        ConfigReader.parse(
                FILE,
                """
                [[lan]]
                interface = "eth1"
                [workstation.mail]
                [[workstation.mail.machine]]
                addresses = ["10.152.152.11", "fd19:c33d:88bc::11"]
                mac = "52:54:00:AB:00:11"
                """)
            .lan();
    assertThat(lan)
        .hasValue(
            new LanPolicy(
                List.of(
                    new Lan(
                        "eth1",
                        List.of(
                            new Lan.Address(ip("10.152.152.10"), 18),
                            new Lan.Address(ip("fd19:c33d:88bc::10"), 96)),
                        List.of(
                            new Machine(
                                new WorkstationName("mail"),
                                List.of(ip("10.152.152.11"), ip("fd19:c33d:88bc::11")),
                                "52:54:00:ab:00:11")))),
                FirewallPolicy.DEFAULTS));
  }

  @Test
  void machineIsWhereItsAddressesAre() {
    var lans =
        ConfigReader.parse(
                FILE,
                """
                [[lan]]
                interface = "eth1"
                unknown = "guests"
                connections = 50
                new-connections = 5
                [[lan]]
                interface = "eth2"
                addresses = ["192.0.2.1/24"]
                [workstation.mail]
                [[workstation.mail.machine]]
                addresses = ["192.0.2.7"]
                [[workstation.mail.machine]]
                addresses = ["10.152.152.11"]
                """)
            .lan()
            .orElseThrow()
            .lans();
    assertThat(lans.getFirst().guests()).isEqualTo(new Guests(new WorkstationName("guests")));
    assertThat(lans.getFirst().limits()).isEqualTo(new MachineLimits(50, 5));
    assertThat(lans.getLast().guests()).isNull();
    assertThat(lans.getLast().limits()).isEqualTo(MachineLimits.DEFAULTS);
    assertThat(lans)
        .extracting(lan -> lan.machines().getFirst().addresses().getFirst())
        .containsExactly(ip("10.152.152.11"), ip("192.0.2.7"));
  }

  private static InetAddress ip(String literal) {
    return InetAddress.ofLiteral(literal);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'[[lan]]' | 1:1 lan.interface: missing",
        "'[[lan]]\ninterface = \"lo\"' | 2:1 lan.interface: missing or no name",
        "'[[lan]]\ninterface = \"a b\"' | 2:1 lan.interface: missing or no name",
        "'[[lan]]\ninterface = \"e\"\naddresses = [\"10.0.0.1\"]' | lan.addresses: \"10.0.0.1\"",
        "'[[lan]]\ninterface = \"e\"\naddresses = [\"10.0.0.1/33\"]' | \"10.0.0.1/33\"",
        "'[[lan]]\ninterface = \"e\"\naddresses = [\"a/8\"]' | \"a/8\"",
        "'[[lan]]\ninterface = \"e\"\n[[workstation.a.machine]]' | machine.addresses: none",
        "'[lan]\ninterface = \"e\"' | 1:1 lan: expected an array of tables [[lan]]",
        "'[[lan]]\ninterface = \"e\"\nunknown = \"A\"' | 3:1 lan.unknown: \"A\"",
        "'[[lan]]\ninterface = \"e\"\nconnections = 0' | 3:1 lan.connections: 0",
        "'[[lan]]\ninterface = \"e\"\naddresses = []' | 3:1 lan.addresses: none",
        "'[[lan]]\ninterface = \"e\"\n[[lan]]\ninterface = \"e\"' | 4:1 lan.interface: of another",
        "'[[lan]]\ninterface = \"e\"\n[[lan]]\ninterface = \"f\"' | addresses: in the network",
        "'[[lan]]\ninterface = \"e\"\n[[workstation.a.machine]]\naddresses = [\"10.0.0.1\"]'"
            + " | 4:1 workstation.a.machine.addresses: not all in the network of one [[lan]]",
        "'[[lan]]\ninterface = \"e\"\n[[workstation.a.machine]]\n"
            + "addresses = [\"10.152.152.10\"]' | 4:1 workstation.a.machine.addresses: not all",
        "'[[workstation.a.machine]]\naddresses = [\"10.0.0.1\"]' | lan: missing",
        "'[[lan]]\ninterface = \"e\"\n[[workstation.a.machine]]\naddresses = [\"10.0.0.1\"]\n"
            + "mac = \"x\"' | machine.mac: \"x\"",
        "'[[lan]]\ninterface = \"e\"\n[[workstation.a.machine]]\n"
            + "addresses = [\"10.0.0.1\", \"10.0.0.1\"]' | of no other machine",
      })
  void saysWhatIsWrong(String text, String problem) {
    assertThatThrownBy(() -> ConfigReader.parse(FILE, text)).hasMessageContaining(problem);
  }
}
