package org.sallyport.core.whonix;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.sallyport.core.lan.FirewallPolicy.Outgoing;
import org.sallyport.core.lan.FirewallPolicy.Uplinks;
import org.sallyport.core.shell.Settings;
import org.sallyport.core.shell.Variable.Certainty;
import org.sallyport.core.whonix.Finding.Outcome;

/// What the settings of a gateway's whonix_firewall mean here. Confined to its caller.
final class GatewayMeaning {
  private static final String TUNNEL = "tunnel";

  private final Settings settings;
  private final Draft draft;
  private final Set<Integer> internal = new TreeSet<>();
  private final Interfaces interfaces;
  private final boolean vpn;

  private GatewayMeaning(Settings settings, Draft draft) {
    this.settings = settings;
    this.draft = draft;
    this.interfaces = new Interfaces(value(GatewaySetting.EXT_IF), value(GatewaySetting.INT_IF));
    this.vpn =
        value(GatewaySetting.VPN_FIREWALL).equals("1")
            || value(GatewaySetting.TUNNEL_FIREWALL_ENABLE).equals("true");
  }

  /// Writes what the settings mean.
  ///
  /// @return ports that workstations may reach on the gateway, besides those that they always may
  static Set<Integer> write(Settings settings, Draft draft) {
    var meaning = new GatewayMeaning(settings, draft);
    meaning.interfaces.write(draft);
    for (GatewaySetting setting : GatewaySetting.values()) {
      settings
          .variable(setting.spelling())
          .map(variable -> Said.of(setting.spelling(), variable))
          .ifPresent(said -> meaning.write(setting, said));
    }
    for (FixedSetting setting : FixedSetting.values()) {
      settings
          .variable(setting.name())
          .map(variable -> Said.of(setting.name(), variable))
          .ifPresent(said -> setting.report(said, draft));
    }
    return meaning.internal;
  }

  private String value(GatewaySetting setting) {
    return settings
        .variable(setting.spelling())
        .map(variable -> Said.of("", variable).value())
        .orElse(setting.usual());
  }

  private void write(GatewaySetting setting, Said said) {
    switch (setting) {
      case WORKSTATION_TRANSPARENT_TCP -> closes(said, draft.workstation(), "transparent-tcp");
      case WORKSTATION_TRANSPARENT_DNS -> closes(said, draft.workstation(), "transparent-dns");
      case WORKSTATION_ALLOW_SOCKSIFIED -> closes(said, draft.workstation(), "socks");
      case CONTROL_PORT_FILTER_PROXY_ENABLE -> closes(said, draft.workstation(), "control-port");
      case GATEWAY_ALLOW_INCOMING_ICMP_FRAG_NEEDED ->
          closes(said, draft.firewall(), "fragmentation-needed");
      case GATEWAY_TRANSPARENT_TCP -> torifies(said, "transparent-tcp");
      case GATEWAY_TRANSPARENT_DNS -> torifies(said, "transparent-dns");
      case GATEWAY_ALLOW_INCOMING_ICMP -> opens(said, "icmp", "the uplink could see a gateway");
      case GATEWAY_ALLOW_INCOMING_RELATED_STATE ->
          opens(said, "related", "what only speaks of a connection could get in");
      case GATEWAY_ALLOW_INCOMING_SSH -> opensPort(said, "22");
      case GATEWAY_ALLOW_INCOMING_FLASHPROXY ->
          opensPort(said, value(GatewaySetting.FLASHPROXY_PORT));
      case GATEWAY_ALLOW_INCOMING_DIR_PORT -> opensPort(said, value(GatewaySetting.DIR_PORT));
      case GATEWAY_ALLOW_INCOMING_OR_PORT -> opensPort(said, value(GatewaySetting.OR_PORT));
      case FLASHPROXY_PORT, DIR_PORT, OR_PORT -> detail(said, "its GATEWAY_ALLOW_INCOMING_…");
      case EXTERNAL_OPEN_PORTS, EXTERNAL_UDP_OPEN_PORTS -> openPorts(setting, said);
      case EXTERNAL_OPEN_ALL -> openAll(said);
      case INTERNAL_OPEN_PORTS -> internalPorts(said);
      case ALLOW_GATEWAY_ROOT_USER -> clearnet(said, isOn(said), "root");
      case ALLOW_GATEWAY_USER_USER -> clearnet(said, isOn(said), "user");
      case NO_NAT_USERS -> clearnet(said, Optional.of(true), said.words().toArray(String[]::new));
      case NON_TOR_GATEWAY, NON_TOR_GATEWAY_IP6 -> directNetworks(said, !vpn);
      case LOCAL_NET, LOCAL_NET_IP6 -> directNetworks(said, vpn);
      case VPN_FIREWALL, TUNNEL_FIREWALL_ENABLE -> vpn(said);
      case VPN_INTERFACE -> detail(said, "VPN_FIREWALL");
      case NO_REJECT_INVALID_OUTGOING_PACKAGES -> invalidOut(said);
      case FIREWALL_MODE -> mode(said);
      case EXT_IF -> interfaces.reportExternal(said, draft);
      case INT_IF -> interfaces.reportInternal(said, draft);
      case INT_TIF -> tunnelInterface(said);
      case WORKSTATION_TRANSPARENT_UDP, GATEWAY_TRANSPARENT_UDP ->
          draft.find(Outcome.MEANINGLESS, said, "does nothing there either: tor carries no UDP");
    }
  }

  /// A switch of 0 and 1; anything else is named.
  private Optional<Boolean> isOn(Said said) {
    return switch (said.value()) {
      case "1" -> Optional.of(true);
      case "0", "" -> Optional.of(false);
      default -> {
        draft.find(Outcome.NOT_UNDERSTOOD, said, "expected 0 or 1; nothing follows from it");
        yield Optional.empty();
      }
    };
  }

  private void already(Said said) {
    draft.find(Outcome.ALREADY, said, "the same here by default");
  }

  /// On here and there; anything but exactly 1 closes it there, so that a doubt is no reason not
  /// to.
  private void closes(Said said, TomlTable table, String key) {
    boolean on = settings.variable(said.name()).filter(v -> v.value().equals("1")).isPresent();
    if (on) {
      already(said);
    } else {
      table.put(key, new TomlValue.Flag(false));
      draft.find(
          Outcome.TAKEN, said, key + " = false" + (isOff(said) ? "" : ": it is not exactly 1"));
    }
  }

  private void torifies(Said said, String key) {
    isOn(said)
        .ifPresent(on -> {
          if (on) {
            draft.firewall().put(key, new TomlValue.Flag(true));
            draft.find(Outcome.TAKEN, said, "[firewall] " + key + " = true, on Tor");
          } else {
            already(said);
          }
        });
  }

  private void opens(Said said, String key, String hole) {
    if (isOn(said).orElse(false)) {
      if (draft.allows(said.name())) {
        draft.firewall().put(key, new TomlValue.Flag(true));
        draft.find(Outcome.TAKEN, said, "[firewall] " + key + " = true, as confirmed");
      } else {
        refuse(said, hole);
      }
    } else if (isOff(said)) {
      already(said);
    }
  }

  private static boolean isOff(Said said) {
    return said.value().equals("0") || said.value().isEmpty();
  }

  private void refuse(Said said, String hole) {
    draft.find(Outcome.REFUSED, said, hole + ". Confirm with --allow " + said.name() + ".");
  }

  /// Whether something that opens may be taken: not while it is in doubt.
  private boolean isCertain(Said said) {
    if (said.certain() == Certainty.IN_DOUBT) {
      draft.find(
          Outcome.REFUSED,
          said,
          "it would open something, and stands beside what is not understood; write it plainly");
      return false;
    }
    return true;
  }

  private void opensPort(Said said, String port) {
    Optional<Boolean> on = isOn(said);
    if (on.equals(Optional.of(false))) {
      already(said);
    } else if (on.isPresent() && isCertain(said)) {
      open(GatewaySetting.EXTERNAL_OPEN_PORTS, Said.certainly(said.name(), port, said.place()));
    }
  }

  private void openPorts(GatewaySetting setting, Said said) {
    if (said.value().isEmpty()) {
      already(said);
    } else if (isCertain(said)) {
      open(setting, said);
    }
  }

  private void open(GatewaySetting setting, Said said) {
    boolean udp = setting == GatewaySetting.EXTERNAL_UDP_OPEN_PORTS;
    OpenPorts.of(said)
        .ifPresentOrElse(
            ports -> {
              if (udp) {
                draft.openUdp(ports);
              } else {
                draft.openTcp(ports);
              }
              String key = udp ? "open-udp" : "open-tcp";
              draft.find(Outcome.TAKEN, said, "[firewall] " + key + ", on the uplinks only");
            },
            () -> draft.find(Outcome.NOT_UNDERSTOOD, said, "expected numbers of ports"));
  }

  private void openAll(Said said) {
    if (said.value().equals("true")) {
      draft.find(
          Outcome.REFUSED,
          said,
          "everybody on the uplink could reach every program of the gateway. There is no key for"
              + " it: name the ports in [firewall] open-tcp and open-udp.");
    } else {
      already(said);
    }
  }

  private void internalPorts(Said said) {
    OpenPorts.of(said)
        .ifPresentOrElse(
            ports -> {
              internal.addAll(ports);
              if (TorrcPorts.USUAL.containsAll(ports)) {
                already(said);
              } else {
                draft.find(
                    Outcome.TAKEN, said, "where a torrc file has such a port for workstations");
              }
            },
            () -> draft.find(Outcome.NOT_UNDERSTOOD, said, "expected numbers of ports"));
  }

  private void clearnet(Said said, Optional<Boolean> on, String... users) {
    if (on.isEmpty()) {
      return;
    }
    if (!on.get() || users.length == 0) {
      already(said);
    } else if (!Stream.of(users).allMatch(Outgoing::isUser)) {
      draft.find(Outcome.NOT_UNDERSTOOD, said, "expected names of users");
    } else if (draft.allows(said.name())) {
      for (String user : users) {
        draft.clearnetUser(user);
      }
      draft.find(Outcome.TAKEN, said, "[firewall] clearnet-users, as confirmed");
    } else {
      refuse(said, "programs of " + String.join(", ", users) + " could go out without Tor");
    }
  }

  private void directNetworks(Said said, boolean used) {
    if (used) {
      DirectNetworks.take(said, draft);
    } else {
      draft.find(
          Outcome.MEANINGLESS,
          said,
          vpn ? "LOCAL_NET takes its place with a VPN" : "counts with VPN_FIREWALL=1 only");
    }
  }

  /// The VPN's own program has to get out besides tor.
  private void vpn(Said said) {
    String name = value(GatewaySetting.VPN_INTERFACE);
    if (!said.value().equals("1") && !said.value().equals("true")) {
      already(said);
    } else if (!Uplinks.isName(name) || interfaces.internal().contains(name)) {
      draft.find(Outcome.NOT_UNDERSTOOD, said, "VPN_INTERFACE names no uplink");
    } else {
      draft.firewall().put("tor-interface", new TomlValue.Text(name));
      draft.clearnetUser(TUNNEL);
      draft.find(
          Outcome.TAKEN,
          said,
          "[firewall] tor-interface; the VPN's program must run as user " + TUNNEL);
    }
  }

  private void detail(Said said, String of) {
    draft.find(Outcome.ALREADY, said, "read with " + of);
  }

  private void invalidOut(Said said) {
    if (isOn(said).orElse(false)) {
      draft.find(
          Outcome.REFUSED,
          said,
          "packets of dead connections would go out past tor (found in 2014). There is no key for"
              + " it.");
    } else if (isOff(said)) {
      already(said);
    }
  }

  private void mode(Said said) {
    switch (said.value()) {
      case "full" -> already(said);
      case "timesync-fail-closed" -> {
        draft.firewall().put("mode", new TomlValue.Text(said.value()));
        draft.find(Outcome.TAKEN, said, "[firewall] mode");
      }
      default -> draft.find(Outcome.NOT_UNDERSTOOD, said, "expected full or timesync-fail-closed");
    }
  }

  private void tunnelInterface(Said said) {
    if (said.value().equals(value(GatewaySetting.INT_IF))) {
      already(said);
    } else {
      draft.find(
          Outcome.NOT_UNDERSTOOD,
          said,
          "a tunnel between workstations and gateway: write a [[lan]] for its interface");
    }
  }
}
