package org.sallyport.core.whonix;

import java.util.Arrays;
import java.util.Optional;

/// The settings of whonix_firewall on a workstation. They are about the workstation's own packet
/// filter, which is damage limitation and stays there; what may pass is decided at the gateway.
public enum WorkstationSetting {
  EXTERNAL_OPEN_PORTS("EXTERNAL_OPEN_PORTS", Reason.NOTHING_COMES),
  EXTERNAL_UDP_OPEN_PORTS("EXTERNAL_UDP_OPEN_PORTS", Reason.NOTHING_COMES),
  EXTERNAL_OPEN_ALL("EXTERNAL_OPEN_ALL", Reason.NOTHING_COMES),
  INTERNAL_OPEN_PORTS("INTERNAL_OPEN_PORTS", Reason.OWN),
  OUTGOING_ALLOW_IP_LIST(
      "outgoing_allow_ip_list",
      "the filter of the workstation itself; here, allow of the application \"machine\" says what"
          + " it may reach"),
  FIREWALL_ALLOW_UDP("firewall_allow_udp", "tor carries no UDP, and the gateway drops it"),
  GATEWAY_IP("GATEWAY_IP", Reason.ADDRESS),
  GATEWAY_IP6("GATEWAY_IP6", Reason.ADDRESS),
  GATEWAY_IP_HARDCODED("GATEWAY_IP_HARDCODED", Reason.ADDRESS),
  GATEWAY_IP6_HARDCODED("GATEWAY_IP6_HARDCODED", Reason.ADDRESS),
  FIREWALL_MODE("firewall_mode", Reason.OWN),
  TUNNEL_FIREWALL_ENABLE("TUNNEL_FIREWALL_ENABLE", Reason.TUNNEL),
  VPN_FIREWALL("VPN_FIREWALL", Reason.TUNNEL),
  TUNNEL_FIREWALL_ALLOW_LOCAL_NET("TUNNEL_FIREWALL_ALLOW_LOCAL_NET", Reason.TUNNEL),
  TUNNEL_FIREWALL_ALLOW_SDWDATE_USER("TUNNEL_FIREWALL_ALLOW_SDWDATE_USER", Reason.TUNNEL),
  TUNNEL_FIREWALL_ALLOW_NOTUNNEL_USER("TUNNEL_FIREWALL_ALLOW_NOTUNNEL_USER", Reason.TUNNEL),
  TUNNEL_FIREWALL_ALLOW_CONTROL_PORT_FILTER_PROXY(
      "TUNNEL_FIREWALL_ALLOW_CONTROL_PORT_FILTER_PROXY", Reason.TUNNEL),
  TUNNEL_FIREWALL_ALLOW_SYSTEMCHECK("TUNNEL_FIREWALL_ALLOW_SYSTEMCHECK", Reason.TUNNEL),
  TUNNEL_FIREWALL_ALLOW_TB_UPDATER("TUNNEL_FIREWALL_ALLOW_TB_UPDATER", Reason.TUNNEL),
  VPN_INTERFACE("VPN_INTERFACE", Reason.TUNNEL),
  LOCAL_NET("LOCAL_NET", Reason.TUNNEL),
  LOCAL_NET_IP6("LOCAL_NET_IP6", Reason.TUNNEL),
  NO_REJECT_INVALID_OUTGOING_PACKAGES("NO_REJECT_INVALID_OUTGOING_PACKAGES", Reason.OWN);

  private final String spelling;
  private final String reason;

  WorkstationSetting(String spelling, String reason) {
    this.spelling = spelling;
    this.reason = reason;
  }

  /// As files spell it.
  public String spelling() {
    return spelling;
  }

  /// Why it changes nothing at the gateway.
  public String reason() {
    return reason;
  }

  static Optional<WorkstationSetting> of(String name) {
    return Arrays.stream(values()).filter(setting -> setting.spelling.equals(name)).findFirst();
  }

  /// What several have in common.
  private static final class Reason {
    private static final String OWN = "the filter of the workstation itself, where it stays";
    private static final String NOTHING_COMES =
        "the workstation's own filter; nothing comes to a workstation through the gateway";
    private static final String ADDRESS = "the gateway's addresses are those of its [[lan]]";
    private static final String TUNNEL =
        "a tunnel through Tor is made and guarded on the workstation; the gateway sees a stream";

    private Reason() {}
  }
}
