package org.sallyport.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.core.firewall.Network;
import org.sallyport.core.lan.FirewallPolicy;
import org.sallyport.core.lan.FirewallPolicy.Incoming;
import org.sallyport.core.lan.FirewallPolicy.Message;
import org.sallyport.core.lan.FirewallPolicy.Mode;
import org.sallyport.core.lan.FirewallPolicy.Outgoing;
import org.sallyport.core.lan.FirewallPolicy.TorDestinations;
import org.sallyport.core.lan.FirewallPolicy.Transparent;
import org.sallyport.core.lan.FirewallPolicy.Uplinks;
import org.sallyport.core.port.PortKind;
import org.sallyport.core.port.PortRange;
import org.sallyport.core.workstation.WorkstationName;

final class FirewallReaderTest {
  private static final Path FILE = Path.of("s.toml");
  private static final String LAN = "[[lan]]\ninterface = \"eth1\"\n[firewall]\n";

  private static FirewallPolicy read(String text) {
    return ConfigReader.parse(FILE, LAN + text).lan().orElseThrow().firewall();
  }

  @Test
  void withoutKeysNothingIsAllowedThatIsNotNeeded() {
    assertThat(read("")).isEqualTo(FirewallPolicy.DEFAULTS);
  }

  @Test
  void readsEveryKey() {
    assertThat(
            read(
                """
                mode = "timesync-fail-closed"
                uplinks = ["eth0", "wlan0"]
                tor-destinations = "any"
                tor-interface = "tun0"
                open-tcp = [22, 443, 23]
                open-udp = [51820]
                icmp = true
                fragmentation-needed = false
                related = true
                clearnet-users = ["clearnet", "root"]
                direct-networks = ["192.168.1.0/24", "2001:db8::7"]
                transparent-tcp = true
                transparent-dns = true
                dhcp = false
                """))
        .isEqualTo(
            new FirewallPolicy(
                Mode.TIMESYNC_FAIL_CLOSED,
                new Uplinks(List.of("eth0", "wlan0"), "tun0"),
                new Incoming(
                    List.of(new PortRange(22, 23), new PortRange(443, 443)),
                    List.of(new PortRange(51_820, 51_820)),
                    Set.of(Message.ECHO, Message.RELATED)),
                new Outgoing(
                    TorDestinations.ANY,
                    List.of("clearnet", "root"),
                    List.of(
                        new Network(InetAddress.ofLiteral("192.168.1.0"), 24),
                        Network.of(InetAddress.ofLiteral("2001:db8::7"))),
                    Set.of(Transparent.TCP, Transparent.DNS))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mode = \"open\" | 4:1 firewall.mode: \"open\" (expected: \"full\", \"time",
        "uplinks = [\"lo\"] | 4:1 firewall.uplinks: expected names",
        "uplinks = [\"eth1\"] | firewall.uplinks: an interface of a [[lan]]",
        "tor-interface = \"a b\" | 4:1 firewall.tor-interface: no name",
        "tor-interface = \"eth1\" | firewall.tor-interface: an interface of a [[lan]]",
        "open-tcp = [0] | 4:1 firewall.open-tcp: entry 1 (expected: 1 to 65535)",
        "open-udp = [\"53\"] | 4:1 firewall.open-udp: entry 1",
        "clearnet-users = [\"a;b\"] | 4:1 firewall.clearnet-users: expected names of users",
        "direct-networks = [\"10.0.0.1/24\"] | 4:1 firewall.direct-networks: \"10.0.0.1/24\"",
        "direct-networks = [\"example.org\"] | 4:1 firewall.direct-networks: \"example.org\"",
        "direct-network = [] | firewall.direct-network: unknown key (did you mean direct-networks",
      })
  void saysWhatIsWrong(String text, String problem) {
    assertThatThrownBy(() -> read(text)).hasMessageContaining(problem);
  }

  @Test
  void rulesWithoutALanAreRefused() {
    assertThatThrownBy(() -> ConfigReader.parse(FILE, "[firewall]\n"))
        .hasMessageContaining("1:1 firewall: has no meaning without a [[lan]]");
  }

  @Test
  void workstationWithoutSocksOrControlPortHasNone() {
    var text = "[workstation.a]\nports = \"whonix\"\nsocks = false\ncontrol-port = false\n";
    var table = ConfigReader.parse(FILE, text).policy(new WorkstationName("a")).ports();
    assertThat(table.ports())
        .extracting(port -> port.kind())
        .containsOnly(PortKind.TRANS, PortKind.DNS);
    assertThat(table.closed())
        .containsExactlyInAnyOrder(PortKind.SOCKS, PortKind.HTTP_TUNNEL, PortKind.CONTROL);
  }
}
