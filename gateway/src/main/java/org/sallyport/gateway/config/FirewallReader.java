package org.sallyport.gateway.config;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sallyport.core.firewall.Network;
import org.sallyport.core.lan.FirewallPolicy;
import org.sallyport.core.lan.FirewallPolicy.Incoming;
import org.sallyport.core.lan.FirewallPolicy.Message;
import org.sallyport.core.lan.FirewallPolicy.Mode;
import org.sallyport.core.lan.FirewallPolicy.Outgoing;
import org.sallyport.core.lan.FirewallPolicy.TorDestinations;
import org.sallyport.core.lan.FirewallPolicy.Transparent;
import org.sallyport.core.lan.FirewallPolicy.Uplinks;
import org.sallyport.core.lan.Lan;
import org.sallyport.core.port.PortRange;
import org.sallyport.core.stream.Host;

/// Reads `[firewall]`.
final class FirewallReader {
  private static final Set<String> KEYS =
      Set.of(
          "mode",
          "uplinks",
          "tor-destinations",
          "tor-interface",
          "open-tcp",
          "open-udp",
          "icmp",
          "fragmentation-needed",
          "related",
          "clearnet-users",
          "direct-networks",
          "transparent-tcp",
          "transparent-dns",
          "dhcp");

  private static final int MAX_PORT = 65_535;

  private FirewallReader() {}

  /// The policy that the section describes; problems are recorded in it.
  static FirewallPolicy read(Section section) {
    section.refuseUnknown(KEYS);
    return new FirewallPolicy(
        section.choice("mode", Mode.FULL),
        uplinks(section),
        incoming(section),
        new Outgoing(
            section.choice("tor-destinations", TorDestinations.RELAYS),
            users(section),
            networks(section),
            transparent(section)));
  }

  private static Uplinks uplinks(Section section) {
    List<String> names = section.strings("uplinks");
    String only = section.string("tor-interface").orElse("");
    if (!names.stream().allMatch(Uplinks::isName)) {
      section.problem("uplinks", "expected names of interfaces, as in ip link");
      names = List.of();
    }
    if (!only.isEmpty() && !Uplinks.isName(only)) {
      section.problem("tor-interface", "no name of an interface (expected: as in ip link)");
      only = "";
    }
    return new Uplinks(names, only);
  }

  private static Incoming incoming(Section section) {
    var messages = EnumSet.noneOf(Message.class);
    add(messages, Message.ECHO, section.bool("icmp").orElse(false));
    add(messages, Message.TOO_BIG, section.bool("fragmentation-needed").orElse(true));
    add(messages, Message.RELATED, section.bool("related").orElse(false));
    add(messages, Message.DHCP, section.bool("dhcp").orElse(true));
    return new Incoming(ports(section, "open-tcp"), ports(section, "open-udp"), messages);
  }

  private static Set<Transparent> transparent(Section section) {
    var transparent = EnumSet.noneOf(Transparent.class);
    add(transparent, Transparent.TCP, section.bool("transparent-tcp").orElse(false));
    add(transparent, Transparent.DNS, section.bool("transparent-dns").orElse(false));
    return transparent;
  }

  private static <E extends Enum<E>> void add(Set<E> to, E what, boolean wanted) {
    if (wanted) {
      to.add(what);
    }
  }

  private static List<PortRange> ports(Section section, String key) {
    return PortRange.covering(section.integers(key, 1, MAX_PORT));
  }

  private static List<String> users(Section section) {
    List<String> users = section.strings("clearnet-users");
    if (!users.stream().allMatch(Outgoing::isUser)) {
      section.problem("clearnet-users", "expected names of users");
    }
    return users.stream().distinct().toList();
  }

  private static List<Network> networks(Section section) {
    var networks = new ArrayList<Network>();
    for (String text : section.strings("direct-networks")) {
      network(text)
          .ifPresentOrElse(
              networks::add,
              () ->
                  section.problem(
                      "direct-networks",
                      "\"" + text + "\" (expected: 192.168.1.0/24; no bit behind the prefix)"));
    }
    return networks.stream().distinct().toList();
  }

  /// One address, or a network without a bit behind its prefix.
  private static Optional<Network> network(String text) {
    return text.indexOf('/') < 0
        ? Host.literal(text).map(Network::of)
        : Lan.Address.of(text)
            .filter(read -> read.network().base().equals(read.address()))
            .map(Lan.Address::network);
  }
}
