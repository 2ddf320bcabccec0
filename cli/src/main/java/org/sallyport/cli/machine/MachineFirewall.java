package org.sallyport.cli.machine;

import java.util.List;
import java.util.stream.Collectors;
import org.sallyport.cli.machine.MachineNetwork.Leg;

/// The machine's own packet rules, and the unit that loads them before there is a network. They
/// limit damage; that nothing passes Tor is the gateway's work and never theirs.
///
/// Laws: out go TCP whose next hop is the gateway and DNS to the gateway, in the families that the
/// machine has, and what finds the gateway's hardware address; so nothing to other machines on the
/// wire, by another router or another interface. In comes nothing that was not asked for. Programs
/// with the right to write frames (`AF_PACKET`) go around such rules.
final class MachineFirewall {
  private static final String RULES = "etc/sallyport-workstation/firewall.nft";
  private static final String UNIT = "sallyport-workstation-firewall.service";

  /// What finds a hardware address, by the interface that a word and a name say.
  private static final String NEIGHBOURS =
      """
      \t\t%s "%s" icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } ip6 hoplimit 255 accept
      """;

  private MachineFirewall() {}

  static List<SetupFile> of(MachineNetwork network) {
    return List.of(
        SetupFile.readable(RULES, rules(network)),
        SetupFile.readable("etc/systemd/system/" + UNIT, unit()),
        new SetupFile.Link("etc/systemd/system/sysinit.target.wants/" + UNIT, "../" + UNIT));
  }

  private static String rules(MachineNetwork network) {
    String neighbours = network.hasV6() ? NEIGHBOURS : "";
    String legs =
        network.legs().stream().map(leg -> leg(network.name(), leg)).collect(Collectors.joining());
    return """
    table inet sallyport_workstation {}
    delete table inet sallyport_workstation
    table inet sallyport_workstation {
    \tchain input {
    \t\ttype filter hook input priority filter; policy drop;
    \t\tiifname "lo" accept
    \t\tct state invalid drop
    \t\tct state established accept
    \t\ticmp type destination-unreachable ct state related accept
    \t\ticmpv6 type { destination-unreachable, packet-too-big } ct state related accept
    %s\t}
    \tchain forward {
    \t\ttype filter hook forward priority filter; policy drop;
    \t}
    \tchain output {
    \t\ttype filter hook output priority filter; policy drop;
    \t\toifname "lo" accept
    \t\tct state invalid counter drop
    %s%s\t\tcounter reject with icmpx admin-prohibited
    \t}
    }
    """
        .formatted(
            neighbours.formatted("iifname", network.name()),
            legs,
            neighbours.formatted("oifname", network.name()));
  }

  private static String leg(String name, Leg leg) {
    String family = leg.isV4() ? "ip" : "ip6";
    return """
    \t\toifname "%1$s" %2$s daddr %3$s udp dport 53 accept
    \t\toifname "%1$s" meta l4proto tcp rt %2$s nexthop %3$s accept
    """
        .formatted(name, family, leg.gatewayText());
  }

  private static String unit() {
    return """
    [Unit]
    Description=Packet rules of a machine behind a Tor gateway
    DefaultDependencies=no
    After=local-fs.target nftables.service
    Before=network-pre.target shutdown.target
    Wants=network-pre.target
    Conflicts=shutdown.target

    [Service]
    Type=oneshot
    RemainAfterExit=yes
    ExecStart=/usr/sbin/nft --file /%s

    [Install]
    WantedBy=sysinit.target
    """
        .formatted(RULES);
  }
}
