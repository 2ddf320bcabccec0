package org.sallyport.gateway.lan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.sallyport.core.firewall.AddressText;
import org.sallyport.core.firewall.Network;
import org.sallyport.core.lan.FirewallPolicy;
import org.sallyport.core.lan.Guests;
import org.sallyport.core.lan.Lan;
import org.sallyport.core.lan.LanFirewall;
import org.sallyport.core.lan.Machine;
import org.sallyport.core.port.PortRange;
import org.sallyport.gateway.upstream.TorWalls;
import org.sallyport.linux.nft.LanTable;

/// What a gateway for other machines would do, in words of at most 80 columns.
final class LanWords {
  private LanWords() {}

  static String of(LanPlan plan) {
    var lines = new ArrayList<String>();
    lines.add(line("configuration", plan.file().toString()));
    for (Lan lan : plan.policy().lans()) {
      lines.add("");
      lan(lan, lines);
    }
    lines.add("");
    firewall(plan.policy().firewall(), lines);
    return lines.stream().collect(Collectors.joining("\n", "", "\n"));
  }

  private static void lan(Lan lan, List<String> lines) {
    lines.add(line("interface", lan.internal() + (LanPlan.isThere(lan) ? "" : " (not there yet)")));
    lan.addresses()
        .forEach(
            own -> lines.add(line("address", AddressText.of(own.address()) + "/" + own.bits())));
    lan.machines().forEach(machine -> machine(machine, lines));
    Guests guests = lan.guests();
    lines.add(line("unknown", guests == null ? "dropped" : "workstation " + guests.workstation()));
    lines.add(
        line(
            "limits",
            "of each machine, %d connections at once, %d new ones a second"
                .formatted(lan.limits().connections(), lan.limits().newConnections())));
  }

  private static void machine(Machine machine, List<String> lines) {
    String mac = machine.mac().isEmpty() ? "any hardware address" : machine.mac();
    lines.add(line("workstation", machine.workstation() + ", " + mac));
    machine.addresses().forEach(address -> lines.add(line("", AddressText.of(address))));
  }

  private static void firewall(FirewallPolicy firewall, List<String> lines) {
    lines.add(
        line(
            "mode",
            switch (firewall.mode()) {
              case FULL -> "full: machines are served";
              case TIMESYNC_FAIL_CLOSED -> "timesync-fail-closed: no machine is served yet";
            }));
    List<String> uplinks = firewall.uplinks().names();
    lines.add(
        line("uplinks", uplinks.isEmpty() ? "every other interface" : String.join(", ", uplinks)));
    if (!firewall.uplinks().torInterface().isEmpty()) {
      lines.add(line("tor leaves by", firewall.uplinks().torInterface()));
    }
    lines.add(
        line(
            "tor",
            "user %d, to %s"
                .formatted(
                    TorWalls.torUid(),
                    switch (firewall.outgoing().tor()) {
                      case RELAYS -> "relays and bridges only";
                      case ANY -> "any address";
                    })));
    openings(firewall, lines);
    lines.add(line("rules now", applied()));
  }

  /// What is let through besides.
  private static void openings(FirewallPolicy firewall, List<String> lines) {
    lines.add(line("open, TCP", ports(firewall.incoming().tcp())));
    lines.add(line("open, UDP", ports(firewall.incoming().udp())));
    lines.add(line("without Tor", users(firewall.outgoing())));
  }

  private static String users(FirewallPolicy.Outgoing outgoing) {
    var all = new ArrayList<String>();
    outgoing.clearnetUsers().forEach(user -> all.add("user " + user));
    outgoing.directNetworks().stream().map(Network::toString).forEach(all::add);
    return all.isEmpty() ? "nobody" : String.join(", ", all);
  }

  private static String ports(List<PortRange> ports) {
    return ports.isEmpty()
        ? "nothing"
        : ports.stream().map(PortRange::toString).collect(Collectors.joining(", "));
  }

  private static String applied() {
    return new LanTable().isThere(LanFirewall.TABLE) ? "applied" : "not applied";
  }

  private static String line(String name, String value) {
    return "%-16s%s".formatted(name, value).stripTrailing();
  }
}
