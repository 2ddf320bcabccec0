package org.sallyport.testbed.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every setting of the firewall, ours and Whonix's, has a row, and every row names its tests.
final class FirewallPageTest {
  private static final Markdown PAGE = Markdown.read("docs/reference/firewall.md");
  private static final int MANY = 35;

  /// The variables of whonix-firewall's configuration files, gateway and workstation.
  private static final String WHONIX =
      """
      WORKSTATION_TRANSPARENT_TCP WORKSTATION_TRANSPARENT_DNS WORKSTATION_TRANSPARENT_UDP
      WORKSTATION_ALLOW_SOCKSIFIED CONTROL_PORT_FILTER_PROXY_ENABLE CONTROL_PORT_FILTER_PROXY_PORT
      GATEWAY_TRANSPARENT_TCP GATEWAY_TRANSPARENT_DNS GATEWAY_TRANSPARENT_UDP
      GATEWAY_ALLOW_INCOMING_RELATED_STATE GATEWAY_ALLOW_INCOMING_ICMP
      GATEWAY_ALLOW_INCOMING_ICMP_FRAG_NEEDED GATEWAY_ALLOW_INCOMING_SSH
      GATEWAY_ALLOW_INCOMING_FLASHPROXY FLASHPROXY_PORT GATEWAY_ALLOW_INCOMING_DIR_PORT DIR_PORT
      GATEWAY_ALLOW_INCOMING_OR_PORT OR_PORT EXTERNAL_OPEN_PORTS EXTERNAL_UDP_OPEN_PORTS
      EXTERNAL_OPEN_ALL INTERNAL_OPEN_PORTS EXT_IF INT_IF INT_TIF NO_NAT_USERS
      ALLOW_GATEWAY_ROOT_USER ALLOW_GATEWAY_USER_USER NON_TOR_GATEWAY NON_TOR_GATEWAY_IP6
      VPN_FIREWALL TUNNEL_FIREWALL_ENABLE VPN_INTERFACE LOCAL_NET LOCAL_NET_IP6
      WORKSTATION_DEST_SOCKSIFIED WORKSTATION_DEST_SOCKSIFIED_IPV6 TRANS_PORT_WORKSTATION
      DNS_PORT_WORKSTATION TRANS_PORT_GATEWAY DNS_PORT_GATEWAY NO_REJECT_INVALID_OUTGOING_PACKAGES
      firewall_mode CLEARNET_USER TUNNEL_USER NOTUNNEL_USER TOR_USER SDWDATE_USER SYSTEMCHECK_USER
      UPDATESPROXYCHECK_USER USER_USER ROOT_USER outgoing_allow_ip_list firewall_allow_udp
      GATEWAY_IP GATEWAY_IP6 TUNNEL_FIREWALL_ALLOW_LOCAL_NET TUNNEL_FIREWALL_ALLOW_SDWDATE_USER
      TUNNEL_FIREWALL_ALLOW_NOTUNNEL_USER TUNNEL_FIREWALL_ALLOW_CONTROL_PORT_FILTER_PROXY
      TUNNEL_FIREWALL_ALLOW_SYSTEMCHECK TUNNEL_FIREWALL_ALLOW_TB_UPDATER
      """;

  private static List<String> rows(Markdown page) {
    return page.text()
        .lines()
        .filter(line -> line.startsWith("| ") && !line.endsWith(" shown by |"))
        .toList();
  }

  private static Stream<String> shownBy(String row) {
    String[] cells = row.split("\\|", -1);
    return Markdown.code(cells[cells.length - 2]).stream();
  }

  @Test
  void everyRowNamesTestsThatExist() {
    Set<String> tests = PropertiesPageTest.tests();
    assertThat(rows(PAGE)).hasSizeGreaterThan(MANY);
    for (String row : rows(PAGE)) {
      assertThat(shownBy(row)).as(row).isNotEmpty().isSubsetOf(tests);
    }
  }

  @Test
  void everyKeyHasARow() {
    String configuration = Markdown.read("docs/reference/configuration.md").section("## `[fire");
    assertThat(Markdown.codeInFirstCells(PAGE.section("## `[firewall]`")))
        .containsExactlyElementsOf(Markdown.codeInFirstCells(configuration));
  }

  @Test
  void everySettingOfWhonixHasItsPlace() {
    Set<String> named = Set.copyOf(Markdown.code(String.join("\n", rows(PAGE))));
    assertThat(WHONIX.split("\\s+", -1))
        .filteredOn(name -> !name.isEmpty())
        .hasSizeGreaterThan(60)
        .isSubsetOf(named);
  }
}
