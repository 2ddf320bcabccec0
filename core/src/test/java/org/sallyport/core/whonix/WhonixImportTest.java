package org.sallyport.core.whonix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.core.whonix.Finding.Outcome;

final class WhonixImportTest {
  private static final String PLAIN =
      """
      [[lan]]
      interface = "eth1"
      unknown = "guests"

      [firewall]
      uplinks = ["eth0"]
      dhcp = false

      [workstation.guests]
      ports = "whonix"
      """;

  private static Imported firewall(String text, String... allowed) {
    return gateway(Folder.FIREWALL, text, allowed);
  }

  private static Imported gateway(Folder folder, String text, String... allowed) {
    var file = new SettingsFile(folder, "/etc/" + folder.folder() + "/50_user.conf", text);
    return WhonixImport.of(MachineType.GATEWAY, List.of(file), Set.of(allowed));
  }

  private static Outcome outcome(Imported imported, String setting) {
    return imported.findings().stream()
        .filter(finding -> finding.setting().equals(setting))
        .findFirst()
        .orElseThrow()
        .outcome();
  }

  @Test
  void nothingSaidIsWhatAGatewayDoesByItself() {
    Imported imported = firewall("# nothing\n");
    assertThat(imported.toml()).isEqualTo(PLAIN);
    assertThat(imported.findings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "WORKSTATION_TRANSPARENT_TCP=0 => transparent-tcp = false",
        "WORKSTATION_TRANSPARENT_DNS=0 => transparent-dns = false",
        "WORKSTATION_ALLOW_SOCKSIFIED=0 => socks = false",
        "CONTROL_PORT_FILTER_PROXY_ENABLE=0 => control-port = false",
        "WORKSTATION_TRANSPARENT_TCP=no => transparent-tcp = false",
        "WORKSTATION_TRANSPARENT_TCP='0 ' => transparent-tcp = false",
        "WORKSTATION_TRANSPARENT_DNS=false => transparent-dns = false",
        "WORKSTATION_TRANSPARENT_DNS= => transparent-dns = false",
        "WORKSTATION_ALLOW_SOCKSIFIED='1 ' => socks = false",
        "WORKSTATION_ALLOW_SOCKSIFIED=01 => socks = false",
        "CONTROL_PORT_FILTER_PROXY_ENABLE=true => control-port = false",
        "CONTROL_PORT_FILTER_PROXY_ENABLE=yes => control-port = false",
        "GATEWAY_ALLOW_INCOMING_ICMP_FRAG_NEEDED=no => fragmentation-needed = false",
        "GATEWAY_TRANSPARENT_TCP=1 => transparent-tcp = true",
        "GATEWAY_TRANSPARENT_DNS=1 => transparent-dns = true",
        "GATEWAY_ALLOW_INCOMING_ICMP_FRAG_NEEDED=0 => fragmentation-needed = false",
        "GATEWAY_ALLOW_INCOMING_SSH=1 => open-tcp = [22]",
        "GATEWAY_ALLOW_INCOMING_FLASHPROXY=1 => open-tcp = [9000]",
        "GATEWAY_ALLOW_INCOMING_DIR_PORT=1;DIR_PORT=8080 => open-tcp = [8080]",
        "GATEWAY_ALLOW_INCOMING_OR_PORT=1;GATEWAY_ALLOW_INCOMING_SSH=1 => open-tcp = [22, 443]",
        "EXTERNAL_OPEN_PORTS=\" 80 \";EXTERNAL_OPEN_PORTS+=\" 22-23 \" => open-tcp = [22, 23, 80]",
        "EXTERNAL_UDP_OPEN_PORTS+=\" 5300 \" => open-udp = [5300]",
        "EXT_IF=\"eth0 eth4\" => uplinks = [\"eth0\", \"eth4\"]",
        "EXT_IF=\"\\;eth0;eth4\" => uplinks = [\"eth0\", \"eth4\"]",
        "INT_IF=ens4 => interface = \"ens4\"",
        "NON_TOR_GATEWAY=\"192.168.1.0/24 10.0.2.2/24 127.0.0.0/8 10.152.152.0/24\""
            + " => direct-networks = [\"10.0.2.0/24\", \"192.168.1.0/24\"]",
        "NON_TOR_GATEWAY=192.168.1.0-192.168.1.16"
            + " => direct-networks = [\"192.168.1.0/28\", \"192.168.1.16/32\"]",
        "NON_TOR_GATEWAY_IP6=\"::1/128 fd19:c33d:88bc::0/96 fd00:1::/64\""
            + " => direct-networks = [\"fd00:1::/64\"]",
        "VPN_FIREWALL=1 => tor-interface = \"tun0\"",
        "VPN_FIREWALL=1 => clearnet-users = [\"tunnel\"]",
        "TUNNEL_FIREWALL_ENABLE=true;VPN_INTERFACE=wg0 => tor-interface = \"wg0\"",
        "VPN_FIREWALL=1;LOCAL_NET=10.0.2.2/24;NON_TOR_GATEWAY=10.9.9.0/24"
            + " => direct-networks = [\"10.0.2.0/24\"]",
        "firewall_mode=timesync-fail-closed => mode = \"timesync-fail-closed\""
      })
  void settingIsTaken(String text, String line) {
    Imported imported = firewall(text.replace(';', '\n'));
    assertThat(imported.toml().lines()).contains(line);
    assertThat(imported.findings()).extracting(Finding::outcome).contains(Outcome.TAKEN);
    assertThat(imported.findings()).noneMatch(finding -> finding.outcome().needsAttention());
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "GATEWAY_ALLOW_INCOMING_ICMP=1 => icmp = true",
        "GATEWAY_ALLOW_INCOMING_RELATED_STATE=1 => related = true",
        "ALLOW_GATEWAY_ROOT_USER=1 => clearnet-users = [\"root\"]",
        "ALLOW_GATEWAY_USER_USER=1 => clearnet-users = [\"user\"]",
        "NO_NAT_USERS+=\" $(id -u i2psvc)\" => clearnet-users = [\"i2psvc\"]",
        "NO_NAT_USERS=\"$CLEARNET_USER $TOR_USER\""
            + " => clearnet-users = [\"clearnet\", \"debian-tor\"]",
        "NON_TOR_GATEWAY=10.0.0.0/8 => direct-networks = [\"10.0.0.0/8\"]",
        "NON_TOR_GATEWAY=0.0.0.0/0 => direct-networks = [\"0.0.0.0/0\"]",
        "NON_TOR_GATEWAY=192.0.2.0/24 => direct-networks = [\"192.0.2.0/24\"]",
        "NON_TOR_GATEWAY_IP6=fd00::/48 => direct-networks = [\"fd00::/48\"]"
      })
  void whatWouldOpenAHoleIsTakenOnlyIfConfirmed(String text, String line) {
    String setting = text.replaceFirst("\\+?=.*", "");
    Imported refused = firewall(text);
    assertThat(refused.toml()).isEqualTo(PLAIN);
    assertThat(outcome(refused, setting)).isEqualTo(Outcome.REFUSED);
    Imported confirmed = firewall(text, setting);
    assertThat(outcome(confirmed, setting)).isEqualTo(Outcome.TAKEN);
    assertThat(confirmed.toml()).containsIgnoringWhitespaces(line);
    assertThat(WhonixImport.confirmable()).contains(setting);
  }

  @ParameterizedTest
  @ValueSource(strings = {"EXTERNAL_OPEN_ALL=true", "NO_REJECT_INVALID_OUTGOING_PACKAGES=1"})
  void whatHasNoKeyIsRefusedForGood(String text) {
    String setting = text.replaceFirst("=.*", "");
    assertThat(outcome(firewall(text), setting)).isEqualTo(Outcome.REFUSED);
    assertThat(firewall(text).toml()).isEqualTo(PLAIN);
    assertThat(WhonixImport.confirmable()).doesNotContain(setting);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GATEWAY_ALLOW_INCOMING_SSH=yes",
        "EXTERNAL_OPEN_PORTS=ssh",
        "EXTERNAL_OPEN_PORTS=1-65535",
        "EXTERNAL_OPEN_PORTS=70000",
        "INTERNAL_OPEN_PORTS=x",
        "EXT_IF='eth0;reboot'",
        "INT_IF=a/b",
        "INT_TIF=tun1",
        "INT_IF=\"eth1 eth2\"",
        "NO_NAT_USERS=\"1000\"",
        "VPN_FIREWALL=1;VPN_INTERFACE=eth1",
        "VPN_FIREWALL=1;VPN_INTERFACE='a b'",
        "NON_TOR_GATEWAY=home",
        "NON_TOR_GATEWAY=10.0.0.9-10.0.0.1",
        "NON_TOR_GATEWAY=10.0.0.1/33",
        "firewall_mode=open",
        "DNS_PORT_WORKSTATION=53",
        "WORKSTATION_DEST_SOCKSIFIED=10.137.0.1",
        "SOME_OTHER=1",
        "X=$(id -g)"
      })
  void whatIsNotUnderstoodChangesNothing(String text) {
    Imported imported = firewall(text.replace(";VPN", "\nVPN"));
    assertThat(imported.toml()).isEqualTo(PLAIN);
    assertThat(imported.findings()).extracting(Finding::outcome).contains(Outcome.NOT_UNDERSTOOD);
    assertThat(imported.findings())
        .extracting(Finding::place)
        .contains("/etc/whonix_firewall.d/50_user.conf:1");
  }

  @Test
  void whatMayBeOtherwiseOpensNothingButMayClose() {
    String doubt = "\nif grep -q a /etc/b; then %s=9; fi\n";
    for (String text :
        List.of(
            "EXTERNAL_OPEN_PORTS=22",
            "GATEWAY_ALLOW_INCOMING_SSH=1",
            "NON_TOR_GATEWAY=10.9.9.0/24")) {
      String setting = text.replaceFirst("=.*", "");
      Imported imported = firewall(text + doubt.formatted(setting));
      assertThat(imported.toml()).as(text).isEqualTo(PLAIN);
      assertThat(outcome(imported, setting)).isEqualTo(Outcome.REFUSED);
    }
    String closing =
        "WORKSTATION_TRANSPARENT_TCP=0" + doubt.formatted("WORKSTATION_TRANSPARENT_TCP");
    assertThat(firewall(closing).toml()).contains("transparent-tcp = false");
  }

  @ParameterizedTest
  @EnumSource
  void everySettingAtItsUsualValueChangesNothing(GatewaySetting setting) {
    Imported imported = firewall(setting.spelling() + "=\"" + setting.usual() + "\"\n");
    assertThat(imported.findings()).hasSize(1);
    Finding finding = imported.findings().getFirst();
    if (setting == GatewaySetting.NON_TOR_GATEWAY) {
      assertThat(imported.toml())
          .contains("direct-networks = [\"10.0.2.0/24\", \"192.168.0.0/24\"");
    } else {
      assertThat(imported.toml()).isEqualTo(PLAIN);
    }
    assertThat(finding.outcome().needsAttention()).as("%s", finding).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsFixedChangesNothing(FixedSetting setting) {
    for (String value : List.of(setting.usual(), "17")) {
      Imported imported = firewall(setting.name() + "=" + value + "\n");
      assertThat(imported.toml()).isEqualTo(PLAIN);
      assertThat(outcome(imported, setting.name()) == Outcome.ALREADY)
          .isEqualTo(value.equals(setting.usual()));
    }
  }

  static Stream<String> confirmable() {
    return WhonixImport.confirmable().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("confirmable")
  void onlySettingsCanBeConfirmed(String name) {
    assertThat(GatewaySetting.of(name)).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "SocksPort 10.152.152.10:9050 => ALREADY",
        "SocksPort 10.152.152.10:9050 IPv6Traffic => ALREADY",
        "+SocksPort [fd19:c33d:88bc::10]:9101 IsolateDestPort isolatedestaddr => ALREADY",
        "HTTPTunnelPort 10.152.152.10:9200 IsolateDestAddr => ALREADY",
        "TransPort 10.152.152.10:9040 => ALREADY",
        "DnsPort 10.152.152.10:5300 IsolateDestPort => ALREADY",
        "SocksPort 9050 => MEANINGLESS",
        "SocksPort 127.0.0.1:9300 IsolateDestAddr => MEANINGLESS",
        "SocksPort unix:/run/tor/socks WorldWritable => MEANINGLESS",
        "SocksPort 0 => MEANINGLESS",
        "SocksPort 10.152.152.10:9300 => MEANINGLESS",
        "SocksPort 192.0.2.1:9050 => NOT_UNDERSTOOD",
        "SocksPort 10.152.152.10:99999 => NOT_UNDERSTOOD",
        "SocksPort => NOT_UNDERSTOOD",
        "SocksPort 10.152.152.10:9040 => NOT_UNDERSTOOD",
        "HTTPTunnelPort 10.152.152.10:9050 => NOT_UNDERSTOOD",
        "SocksPort 10.152.152.10:9050 NoIsolateClientAddr => REFUSED",
        "UseEntryGuards 0 => REFUSED",
        "ExcludeNodes {aa} => REFUSED",
        "TestingTorNetwork 1 => REFUSED",
        "__DisablePredictedCircuits 1 => REFUSED",
        "ControlPort 9052 => MEANINGLESS",
        "HiddenServiceDir /var/lib/tor/a => MEANINGLESS",
        "%include /etc/torrc.d/*.conf => ALREADY",
        "%include /usr/local/etc/torrc.d/*.conf => ALREADY",
        "%include /etc/torrc.d/50_user.conf => ALREADY",
        "%include /etc/torrc.d/60_other.conf => NOT_UNDERSTOOD",
        "%include /usr/local/etc/torrc.d/private/*.conf => NOT_UNDERSTOOD",
        "%include /usr/local/etc/torrc.d/ => NOT_UNDERSTOOD",
        "%include /usr/local/etc/torrc.d/* => NOT_UNDERSTOOD",
        "%include /usr/local/etc/torrc.d/../*.conf => NOT_UNDERSTOOD",
        "%include /home/user/torrc.d/*.conf => NOT_UNDERSTOOD",
        "%include /usr/share/tor/tor-service-defaults-torrc.anondist => ALREADY",
        "%include /srv/tor-service-defaults-torrc => NOT_UNDERSTOOD",
        "%include /srv/torrc => NOT_UNDERSTOOD",
        "NoSuchOption 1 => NOT_UNDERSTOOD",
        "UseBridges 0 => ALREADY",
        "Bridge 192.0.2.1:443 => MEANINGLESS"
      })
  void torrcLineIsJudged(String text, Outcome outcome) {
    Imported imported = gateway(Folder.TORRC, text + " # a comment\n");
    assertThat(imported.findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.outcome()).as("%s", finding).isEqualTo(outcome));
    assertThat(imported.toml()).isEqualTo(PLAIN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTPProxy 192.0.2.1:80",
        "HTTPProxyAuthenticator a:b",
        "HTTPSProxy 192.0.2.1:443",
        "httpsproxyauthenticator a:b",
        "Socks4Proxy 192.0.2.1:1080",
        "Socks5Proxy 192.0.2.1:1080",
        "Socks5ProxyUsername a",
        "+Socks5ProxyPassword b",
        "TCPProxy haproxy 192.0.2.1:80",
        "OutboundBindAddress 192.0.2.2",
        "OutboundBindAddressOR 192.0.2.2",
        "OutboundBindAddressPT 192.0.2.2",
        "ReachableAddresses *:443",
        "ReachableORAddresses *:443",
        "ReachableDirAddresses *:80",
        "FascistFirewall 1",
        "FirewallPorts 443",
        "FirewallPort 443",
        "ClientTransportPlugin obfs4 exec /usr/bin/obfs4proxy"
      })
  void detourIsNotLeftOutSilently(String text) {
    Imported imported = gateway(Folder.TORRC, text + "\n");
    assertThat(imported.findings())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.outcome()).isEqualTo(Outcome.REFUSED);
          assertThat(finding.outcome().needsAttention()).isTrue();
          assertThat(finding.value()).isEmpty();
          assertThat(finding.remark()).contains("tor would connect directly without it");
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UseBridges 1",
        "usebridges \"1\"",
        "UseBridge 1",
        "Use 1",
        "us 1",
        "UseBridges 0\nUseB 1",
        "UseBridges yes",
        "UseBridges \"\\61\"",
        "UseBridges 1\n%include /srv/bridges",
        "UseBridges 1\nBridge"
      })
  void bridgesThatNobodyReadLeaveNoConfigurationToStartWith(String text) {
    Imported imported = gateway(Folder.TORRC, text + "\n");
    assertThat(imported.findings()).extracting(Finding::outcome).contains(Outcome.REFUSED);
    assertThat(imported.toml()).isEqualTo("[tor]\nbridges = [\"\"]\n\n" + PLAIN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UseBridges 0", "UseBridges 1\nUseBridge 0", "User tor", "UseBridges"})
  void bridgesThatAreOffAskForNothing(String text) {
    Imported imported = gateway(Folder.TORRC, text + "\n");
    assertThat(imported.findings()).noneMatch(finding -> finding.outcome().needsAttention());
    assertThat(imported.toml()).isEqualTo(PLAIN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UseBridges", "UseBridge", "use"})
  void abbreviationTakesTheBridgesToo(String option) {
    Imported imported = gateway(Folder.TORRC, option + " 1\nBridge 192.0.2.1:443\n");
    assertThat(imported.toml()).startsWith("[tor]\nbridges = [\"192.0.2.1:443\"]\n");
    assertThat(imported.findings()).extracting(Finding::outcome).containsOnly(Outcome.TAKEN);
  }

  @Test
  void portOfOnesOwnNeedsItsFirewallSettingToo() {
    var torrc =
        new SettingsFile(
            Folder.TORRC,
            "/usr/local/etc/torrc.d/50_user.conf",
            """
            # a feed reader
            SocksPort 10.152.152.10:9300 \\
              IsolateDestAddr SessionGroup=3
            SocksPort [fd19:c33d:88bc::10]:9300 IsolateDestAddr SessionGroup=3
            """);
    var firewall =
        new SettingsFile(
            Folder.FIREWALL,
            "/usr/local/etc/whonix_firewall.d/50_user.conf",
            "INTERNAL_OPEN_PORTS+=\" 9300 \"\n");
    Imported imported = WhonixImport.of(MachineType.GATEWAY, List.of(firewall, torrc), Set.of());
    assertThat(imported.toml())
        .isEqualTo(
            PLAIN
                + """

                [[workstation.guests.port]]
                kind = "socks"
                number = 9300
                flags = ["IsolateDestAddr", "SessionGroup=3"]
                """);
    assertThat(imported.findings()).extracting(Finding::outcome).containsOnly(Outcome.TAKEN);
    assertThat(imported.findings())
        .extracting(Finding::place)
        .contains("/usr/local/etc/torrc.d/50_user.conf:2", "/usr/local/etc/torrc.d/50_user.conf:4");
  }

  @Test
  void bridgesAreTakenAndNeverShownInAFinding() {
    String line =
        "obfs4 192.0.2.1:443 0123456789ABCDEF0123456789ABCDEF01234567 cert=abc iat-mode=0";
    Imported imported = gateway(Folder.TORRC, "UseBridges 1\nBridge " + line + "\n");
    assertThat(imported.toml()).startsWith("[tor]\nbridges = [\"" + line + "\"]\n\n");
    assertThat(imported.findings().toString()).doesNotContain("192.0.2.1", "cert=");
  }

  @Test
  void wrappersBecomeCommands() {
    Imported imported =
        gateway(
            Folder.UWT,
            """
            uwtwrapper_global="1"
            uwtwrapper["/usr/bin/curl"]="1"
            uwtwrapper["/usr/bin/git"]="0"
            uwtwrapper["/usr/bin/a b; reboot"]="1"
            timeprivacy["/usr/bin/curl"]="1"
            """);
    assertThat(imported.commands())
        .containsExactly("sallyport wrap add /usr/bin/curl", "sallyport wrap list");
    assertThat(outcome(imported, "uwtwrapper[/usr/bin/git]")).isEqualTo(Outcome.ALREADY);
    assertThat(outcome(imported, "uwtwrapper[/usr/bin/a b; reboot]"))
        .isEqualTo(Outcome.NOT_UNDERSTOOD);
    assertThat(outcome(imported, "timeprivacy[/usr/bin/curl]")).isEqualTo(Outcome.MEANINGLESS);
  }

  @ParameterizedTest
  @CsvSource({
    "port#9050:9050, ALREADY",
    "port6#9150:9150, ALREADY",
    "port#9151:9051, MEANINGLESS",
    "port#9998:9998, MEANINGLESS",
    "file#/run/tor/socks:9050, MEANINGLESS",
    "/run/tor/socks#9050, MEANINGLESS",
    "port#a:b, NOT_UNDERSTOOD"
  })
  void redirectsOfAWorkstationAreNamed(String tuple, Outcome outcome) {
    Imported imported = gateway(Folder.STACKED_TOR, "file_port_tuples+=\" " + tuple + " \"\n");
    assertThat(outcome(imported, "file_port_tuples")).isEqualTo(outcome);
    assertThat(imported.toml()).isEqualTo(PLAIN);
  }

  @Test
  void profilesOfTheControlFilterAreRecorded() {
    Imported imported = gateway(Folder.ONION_GRATER, "- hosts: ['*']\n");
    assertThat(outcome(imported, "profile")).isEqualTo(Outcome.MEANINGLESS);
  }

  @ParameterizedTest
  @EnumSource
  void settingOfAWorkstationStaysThere(WorkstationSetting setting) {
    var file = new SettingsFile(Folder.FIREWALL, "/etc/a.conf", setting.spelling() + "=\"1 2\"\n");
    Imported imported = WhonixImport.of(MachineType.WORKSTATION, List.of(file), Set.of());
    assertThat(imported.findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.outcome()).isEqualTo(Outcome.MEANINGLESS));
    assertThat(imported.toml()).isEqualTo("[workstation.guests]\nports = \"whonix\"\n");
  }

  @Test
  void internalInterfaceIsNoUplink() {
    Imported imported = firewall("EXT_IF=\"eth0 eth1\"\n");
    assertThat(outcome(imported, "EXT_IF")).isEqualTo(Outcome.NOT_UNDERSTOOD);
    assertThat(imported.toml()).contains("uplinks = [\"eth0\"]");
  }

  @Test
  void fileOfAnotherMachineDoesNotCount() {
    for (MachineType other : MachineType.values()) {
      Imported imported =
          firewall(
              "if [ ! -f %s ]; then return 0; fi\nGATEWAY_ALLOW_INCOMING_SSH=1\n"
                  .formatted(other.marker()));
      assertThat(imported.toml().contains("open-tcp")).isEqualTo(other == MachineType.GATEWAY);
    }
  }
}
