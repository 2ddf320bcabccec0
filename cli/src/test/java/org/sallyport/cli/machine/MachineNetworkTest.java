package org.sallyport.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MachineNetworkTest {
  private static List<String> words(String text) {
    return List.of(text.split(" ", -1));
  }

  @Test
  void whoNamesNoGatewayHasWhonixs() {
    var network = MachineNetwork.of("eth0", words("fd19:c33d:88bc::12 10.152.152.12"), List.of());
    assertThat(network.legs())
        .extracting(MachineNetwork.Leg::addressText, MachineNetwork.Leg::gatewayHost)
        .containsExactly(
            tuple("10.152.152.12/18", "10.152.152.10"),
            tuple("fd19:c33d:88bc::12/96", "[fd19:c33d:88bc::10]"));
  }

  @Test
  void gatewaysGoWithAddressesOfTheirFamily() {
    var network = MachineNetwork.of("eth0", words("192.0.2.9/24"), words("192.0.2.1"));
    assertThat(network.hasV6()).isFalse();
    assertThat(network.first().gatewayText()).isEqualTo("192.0.2.1");
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.9/24, 192.0.3.1",
    "192.0.2.9/24, 192.0.2.9",
    "192.0.2.9/24, 2001:db8::1",
    "192.0.2.9/33, 192.0.2.1",
    "192.0.2.9/0, 192.0.2.1",
    "192.0.2.9/, 192.0.2.1",
    "192.0.2.9/24 192.0.2.8/24, 192.0.2.1",
    "192.0.2.9/24, 192.0.2.1 2001:db8::1",
    "localhost, 192.0.2.1",
    "127.0.0.1/8, 127.0.0.2",
    "fe80::2/64, fe80::1",
    "192.0.2.9/24, nowhere"
  })
  void whatIsNoNetworkIsRefused(String addresses, String gateways) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MachineNetwork.of("eth0", words(addresses), words(gateways)))
        .withMessageContaining("expected:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lo", "", "a b", "eth0\nx", "eth0\"", "interface-too-long"})
  void whatIsNoInterfaceIsRefused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MachineNetwork.of(name, words("10.152.152.12"), List.of()));
  }
}
