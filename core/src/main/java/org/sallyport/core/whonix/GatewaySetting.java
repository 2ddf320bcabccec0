package org.sallyport.core.whonix;

import java.util.Arrays;
import java.util.Optional;

/// The settings of whonix_firewall on a gateway, with what they are when no file says anything
/// (whonix-firewall 64ef2fc: `30_whonix_gateway_default.conf`, `whonix-gateway-firewall`). Those
/// that cannot be anything else here are of [FixedSetting].
public enum GatewaySetting {
  WORKSTATION_TRANSPARENT_TCP("1"),
  WORKSTATION_TRANSPARENT_DNS("1"),
  WORKSTATION_TRANSPARENT_UDP("0"),
  WORKSTATION_ALLOW_SOCKSIFIED("1"),
  CONTROL_PORT_FILTER_PROXY_ENABLE("1"),
  GATEWAY_TRANSPARENT_TCP("0"),
  GATEWAY_TRANSPARENT_DNS("0"),
  GATEWAY_TRANSPARENT_UDP("0"),
  GATEWAY_ALLOW_INCOMING_RELATED_STATE("0"),
  GATEWAY_ALLOW_INCOMING_ICMP("0"),
  GATEWAY_ALLOW_INCOMING_ICMP_FRAG_NEEDED("1"),
  GATEWAY_ALLOW_INCOMING_SSH("0"),
  GATEWAY_ALLOW_INCOMING_FLASHPROXY("0"),
  FLASHPROXY_PORT("9000"),
  GATEWAY_ALLOW_INCOMING_DIR_PORT("0"),
  DIR_PORT("80"),
  GATEWAY_ALLOW_INCOMING_OR_PORT("0"),
  OR_PORT("443"),
  EXTERNAL_OPEN_PORTS(""),
  EXTERNAL_UDP_OPEN_PORTS(""),
  EXTERNAL_OPEN_ALL(""),
  INTERNAL_OPEN_PORTS(""),
  EXT_IF("eth0"),
  INT_IF("eth1"),
  INT_TIF("eth1"),
  NO_NAT_USERS(""),
  ALLOW_GATEWAY_ROOT_USER("0"),
  ALLOW_GATEWAY_USER_USER("0"),
  NON_TOR_GATEWAY("127.0.0.0/8 192.168.0.0/24 192.168.1.0/24 10.152.152.0/24 10.0.2.2/24"),
  NON_TOR_GATEWAY_IP6("::1/128 fd19:c33d:88bc::0/96"),
  VPN_FIREWALL("0"),
  TUNNEL_FIREWALL_ENABLE("false"),
  VPN_INTERFACE("tun0"),
  LOCAL_NET("127.0.0.0/8 192.168.0.0/24 192.168.1.0/24 10.152.152.0/24 10.0.2.2/24"),
  LOCAL_NET_IP6("::1/128 fd19:c33d:88bc::0/96"),
  NO_REJECT_INVALID_OUTGOING_PACKAGES("0"),
  FIREWALL_MODE("full");

  private final String usual;

  GatewaySetting(String usual) {
    this.usual = usual;
  }

  /// What it is when no file says anything.
  public String usual() {
    return usual;
  }

  /// As files spell it.
  public String spelling() {
    return this == FIREWALL_MODE ? "firewall_mode" : name();
  }

  static Optional<GatewaySetting> of(String name) {
    return Arrays.stream(values()).filter(setting -> setting.spelling().equals(name)).findFirst();
  }
}
