package org.sallyport.gateway.lan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.lan.FirewallPolicy;
import org.sallyport.core.lan.FirewallPolicy.Message;
import org.sallyport.core.lan.FirewallPolicy.Mode;
import org.sallyport.core.lan.FirewallPolicy.Transparent;
import org.sallyport.core.policy.DnsMode;
import org.sallyport.core.policy.TransparentTcp;
import org.sallyport.core.port.PortKind;
import org.sallyport.core.port.PortRange;
import org.sallyport.core.whonix.Folder;
import org.sallyport.core.whonix.GatewaySetting;
import org.sallyport.core.whonix.Imported;
import org.sallyport.core.whonix.MachineType;
import org.sallyport.core.whonix.SettingsFile;
import org.sallyport.core.whonix.WhonixImport;
import org.sallyport.core.workstation.WorkstationName;
import org.sallyport.gateway.config.ConfigReader;
import org.sallyport.gateway.config.GatewayConfig;

final class WhonixTomlTest {
  private static final WorkstationName GUESTS = new WorkstationName("guests");
  private static final List<String> VALUES =
      List.of(
          "",
          "0",
          "1",
          "true",
          "22",
          "\" 22 80-90 \"",
          "65535",
          "eth1",
          "\"eth0 eth4\"",
          "'a \"b\" \\c'",
          "tun0",
          "full",
          "timesync-fail-closed",
          "root",
          "\"clearnet 1000\"",
          "10.0.0.0/8",
          "\"0.0.0.0/0 ::/0\"",
          "\"192.168.1.0-192.168.1.24 fd00:1::/64 10.0.2.2\"",
          "$'\\n'",
          "\"\u00e9\u0001\"");
  private static final List<String> TORRC =
      List.of(
          "SocksPort 10.152.152.10:%d IsolateDestAddr\n",
          "+HTTPTunnelPort [fd19:c33d:88bc::10]:%d SessionGroup=3\n",
          "TransPort 10.152.152.10:%d NoIsolateSOCKSAuth\n",
          "DNSPort 0.0.0.0:%d IsolateDestAddr\n",
          "UseBridges 1\nBridge 192.0.2.1:%d\n",
          "Bridge 192.0.2.1:%d\n",
          "Bridge \"a\\\"b\" \\\n \u0001 %d\n");
  private static final int ROUNDS = 400;
  private static final int MOST_LINES = 12;

  private static Imported imported(String firewall, String torrc) {
    return WhonixImport.of(
        MachineType.GATEWAY,
        List.of(
            new SettingsFile(Folder.FIREWALL, "/etc/whonix_firewall.d/a.conf", firewall),
            new SettingsFile(Folder.TORRC, "/etc/torrc.d/a.conf", torrc)),
        WhonixImport.confirmable());
  }

  private static GatewayConfig read(Imported imported) {
    return ConfigReader.parse(Path.of("imported.toml"), imported.toml());
  }

  private static GatewayConfig firewall(String text) {
    return read(imported(text, ""));
  }

  private static FirewallPolicy policy(String text) {
    return firewall(text).lan().orElseThrow().firewall();
  }

  @ParameterizedTest
  @EnumSource
  void whateverASettingIsTheConfigurationCanBeRead(GatewaySetting setting) {
    for (String value : VALUES) {
      assertThat(firewall(setting.spelling() + "=" + value + "\n").lan()).as(value).isPresent();
    }
  }

  @Test
  void whateverTheFilesSayTheConfigurationCanBeRead() {
    long seed = Long.getLong("seed", System.nanoTime());
    var random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      var firewall = new StringBuilder();
      var torrc = new StringBuilder();
      for (int line = random.nextInt(MOST_LINES); line > 0; line--) {
        firewall
            .append(pick(random, List.of(GatewaySetting.values())).spelling())
            .append(random.nextInt(4) == 0 ? "+=" : "=")
            .append(pick(random, VALUES))
            .append('\n');
        int port = pick(random, List.of(1, 9040, 9050, 5300, 9300, 9301, 65_535, 70_000));
        torrc.append(pick(random, TORRC).formatted(port));
      }
      Imported imported = imported(firewall.toString(), torrc.toString());
      assertThat(read(imported).lan())
          .as("-Dseed=%d\n%s\n%s\n%s", seed, firewall, torrc, imported.toml())
          .isPresent();
    }
  }

  private static <T> T pick(Random random, List<T> some) {
    return some.get(random.nextInt(some.size()));
  }

  @Test
  void settingsOfWorkstationsArriveInTheirPolicy() {
    var usual = firewall("").policy(GUESTS);
    assertThat(usual.transparentTcp()).isEqualTo(TransparentTcp.REDIRECTED);
    assertThat(usual.ports().closed()).isEmpty();
    var closed =
        firewall(
                """
                WORKSTATION_TRANSPARENT_TCP=0
                WORKSTATION_TRANSPARENT_DNS=0
                WORKSTATION_ALLOW_SOCKSIFIED=0
                CONTROL_PORT_FILTER_PROXY_ENABLE=0
                """)
            .policy(GUESTS);
    assertThat(closed.transparentTcp()).isEqualTo(TransparentTcp.REJECTED);
    assertThat(closed.dns()).isEqualTo(DnsMode.OFF);
    assertThat(closed.ports().closed())
        .containsExactlyInAnyOrder(PortKind.SOCKS, PortKind.HTTP_TUNNEL, PortKind.CONTROL);
  }

  @Test
  void settingsOfTheFirewallArriveInItsPolicy() {
    var policy =
        policy(
            """
            GATEWAY_ALLOW_INCOMING_SSH=1
            EXTERNAL_OPEN_PORTS+=" 23 80 "
            EXTERNAL_UDP_OPEN_PORTS=5300
            GATEWAY_ALLOW_INCOMING_ICMP=1
            GATEWAY_ALLOW_INCOMING_ICMP_FRAG_NEEDED=0
            GATEWAY_ALLOW_INCOMING_RELATED_STATE=1
            GATEWAY_TRANSPARENT_TCP=1
            GATEWAY_TRANSPARENT_DNS=1
            VPN_FIREWALL=1
            VPN_INTERFACE=wg0
            LOCAL_NET="192.168.1.0/24 127.0.0.0/8"
            ALLOW_GATEWAY_ROOT_USER=1
            EXT_IF="eth0 eth4"
            firewall_mode=timesync-fail-closed
            """);
    assertThat(policy.mode()).isEqualTo(Mode.TIMESYNC_FAIL_CLOSED);
    assertThat(policy.uplinks().names()).containsExactly("eth0", "eth4");
    assertThat(policy.uplinks().torInterface()).isEqualTo("wg0");
    assertThat(policy.incoming().tcp())
        .containsExactly(new PortRange(22, 23), new PortRange(80, 80));
    assertThat(policy.incoming().udp()).containsExactly(new PortRange(5300, 5300));
    assertThat(policy.incoming().messages())
        .containsExactlyInAnyOrder(Message.ECHO, Message.RELATED);
    assertThat(policy.outgoing().transparent())
        .containsExactlyInAnyOrder(Transparent.TCP, Transparent.DNS);
    assertThat(policy.outgoing().clearnetUsers()).containsExactly("root", "tunnel");
    assertThat(policy.outgoing().directNetworks()).hasToString("[192.168.1.0/24]");
  }

  @Test
  void noGatewayStartsWithoutBridgesThatWereAskedFor() {
    Imported imported = imported("", "UseBridge 1\n%include /srv/bridges\n");
    assertThatThrownBy(() -> read(imported))
        .isInstanceOf(GatewayException.class)
        .hasMessageContaining("imported.toml:2:1 tor.bridges: a bridge line is empty")
        .hasMessageContaining("take the key out");
  }

  @Test
  void portsAndBridgesArrive() {
    var torrc =
        """
        UseBridges 1
        Bridge 192.0.2.1:443
        SocksPort 10.152.152.10:9300 IsolateDestAddr
        """;
    GatewayConfig config = read(imported("INTERNAL_OPEN_PORTS=9300\n", torrc));
    assertThat(config.tor().bridges()).containsExactly("192.0.2.1:443");
    assertThat(config.policy(GUESTS).ports().ports())
        .anySatisfy(port -> assertThat(port.number()).isEqualTo(9300));
    assertThat(config.lan().orElseThrow().lans().getFirst().internal()).isEqualTo("eth1");
  }
}
