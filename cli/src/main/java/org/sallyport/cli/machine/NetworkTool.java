package org.sallyport.cli.machine;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sallyport.cli.machine.MachineNetwork.Leg;
import org.sallyport.cli.machine.SetupFile.Access;

/// What configures a machine's interfaces, and its files for one network: static addresses, the
/// gateway as the route, and no belief in whoever else offers one.
public enum NetworkTool {
  /// Debian's ifupdown; interfaces(5).
  DEBIAN {
    @Override
    List<SetupFile> files(MachineNetwork network) {
      String stanzas =
          network.legs().stream()
              .map(leg -> stanza(network.name(), leg))
              .collect(Collectors.joining());
      return List.of(
          SetupFile.readable(
              "etc/network/interfaces.d/sallyport", "auto " + network.name() + "\n" + stanzas));
    }

    private static String stanza(String name, Leg leg) {
      return """
      iface %s inet%s static
          address %s
          gateway %s
      """
              .formatted(name, leg.isV4() ? "" : "6", leg.addressText(), leg.gatewayText())
          + (leg.isV4() ? "" : "    accept_ra 0\n    autoconf 0\n    privext 0\n");
    }
  },

  /// NetworkManager; nm-settings-keyfile(5). It leaves resolv.conf alone, and asks no server
  /// whether the machine is online.
  NETWORKMANAGER {
    @Override
    List<SetupFile> files(MachineNetwork network) {
      String head =
          """
          # %s
          [connection]
          id=sallyport
          type=ethernet
          interface-name=%s
          autoconnect-priority=100

          """
              .formatted(SetupFile.MARK, network.name());
      return List.of(
          new SetupFile.Text(
              "etc/NetworkManager/system-connections/sallyport.nmconnection",
              head + section(network, "ipv4", true) + "\n" + section(network, "ipv6", false),
              Access.PRIVATE),
          SetupFile.readable(
              "etc/NetworkManager/conf.d/sallyport.conf",
              """
              [main]
              dns=none

              [connectivity]
              enabled=false
              """));
    }

    private static String section(MachineNetwork network, String name, boolean v4) {
      return network.legs().stream()
          .filter(leg -> leg.isV4() == v4)
          .findFirst()
          .map(leg ->
              """
              [%s]
              method=manual
              address1=%s,%s
              dns=%3$s;
              """
                  .formatted(name, leg.addressText(), leg.gatewayText()))
          .orElseGet(() -> "[" + name + "]\nmethod=disabled\n");
    }
  },

  /// systemd-networkd; systemd.network(5).
  NETWORKD {
    @Override
    List<SetupFile> files(MachineNetwork network) {
      String legs =
          network.legs().stream()
              .map(leg ->
                  "Address=%s\nGateway=%s\nDNS=%2$s\n"
                      .formatted(leg.addressText(), leg.gatewayText()))
              .collect(Collectors.joining());
      return List.of(
          SetupFile.readable(
              "etc/systemd/network/10-sallyport.network",
              """
              [Match]
              Name=%s

              [Network]
              %sDomains=~.
              DHCP=no
              IPv6AcceptRA=no
              LinkLocalAddressing=%s
              LLMNR=no
              MulticastDNS=no
              """
                  .formatted(network.name(), legs, network.hasV6() ? "ipv6" : "no")));
    }
  };

  /// Its files.
  abstract List<SetupFile> files(MachineNetwork network);

  /// The tool that a user calls so.
  public static Optional<NetworkTool> of(String word) {
    return Stream.of(values()).filter(tool -> tool.word().equals(word)).findFirst();
  }

  /// What users call it.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
