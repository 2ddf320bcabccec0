package org.sallyport.core.lan;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sallyport.core.firewall.ConnectionState;
import org.sallyport.core.firewall.Decision;
import org.sallyport.core.firewall.Endpoint;
import org.sallyport.core.firewall.Hook;
import org.sallyport.core.firewall.Packet;
import org.sallyport.core.firewall.Packet.Payload;
import org.sallyport.core.firewall.Packet.Route;
import org.sallyport.core.firewall.Ruleset;
import org.sallyport.core.firewall.TcpFlag;
import org.sallyport.core.firewall.Verdict;
import org.sallyport.core.law.Law;
import org.sallyport.core.port.PortKind;
import org.sallyport.core.port.PortPreset;
import org.sallyport.core.port.PortRange;
import org.sallyport.core.workstation.WorkstationName;

final class LanFirewallTest {
  private static final String MAC = "52:54:00:00:00:11";
  private static final String OTHER_MAC = "52:54:00:00:00:12";
  private static final int TOR = 104;
  private static final Lan LAN =
      new Lan(
          "int0",
          List.of(
              new Lan.Address(ip("10.152.152.10"), 18),
              new Lan.Address(ip("fd19:c33d:88bc::10"), 96)),
          List.of(
              machine("one", MAC, "10.152.152.11", "fd19:c33d:88bc::11"),
              machine("two", OTHER_MAC, "10.152.152.12", "fd19:c33d:88bc::12"),
              machine("any-mac", "", "10.152.152.13")));
  private static final LanPolicy POLICY = new LanPolicy(List.of(LAN), FirewallPolicy.DEFAULTS);
  private static final List<Entrance> ENTRANCES =
      Entrance.all(POLICY, _ -> PortPreset.WHONIX.table().ports());
  private static final FirewallUsers USERS = new FirewallUsers(TOR, List.of());
  private static final Ruleset RULES = LanFirewall.of(POLICY, ENTRANCES, USERS);

  private static final List<String> ADDRESSES =
      List.of(
          "10.152.152.10",
          "10.152.152.11",
          "10.152.152.12",
          "10.152.152.13",
          "10.152.152.99",
          "198.51.100.7",
          "127.0.0.1",
          "192.168.0.1");
  private static final List<String> INTERFACES = List.of("int0", "eth0", "lo", "tun0");
  private static final List<String> MACS = List.of(MAC, OTHER_MAC, "", "02:00:00:00:00:01");

  private static InetAddress ip(String literal) {
    return InetAddress.ofLiteral(literal);
  }

  private static Machine machine(String name, String mac, String... addresses) {
    return new Machine(
        new WorkstationName(name),
        List.of(addresses).stream().map(LanFirewallTest::ip).toList(),
        mac);
  }

  private static Packet from(String source, String mac, String destination, Payload payload) {
    return new Packet(
        new Route.Arriving("int0", mac),
        ip(source),
        ip(destination),
        payload,
        ConnectionState.NEW,
        false);
  }

  private static Verdict redirect(int index, String address, PortKind kind) {
    return new Verdict.Redirect(ip(address), ENTRANCES.get(index).listening(kind));
  }

  @ParameterizedTest
  @CsvSource({
    "198.51.100.7, 443, TRANS",
    "198.51.100.7, 9050, TRANS",
    "198.51.100.7, 53, DNS",
    "10.152.152.10, 9050, SOCKS",
    "10.152.152.10, 9229, HTTP_TUNNEL",
    "10.152.152.10, 9051, TRANS",
    "10.152.152.10, 22, TRANS",
    "10.152.152.10, 20005, TRANS",
    "10.152.152.12, 80, TRANS"
  })
  void connectionsReachTheMachinesOwnSockets(String destination, int port, PortKind kind) {
    var packet = from("10.152.152.11", MAC, destination, Payload.Tcp.opening(port));
    assertThat(RULES.decide(packet).verdict()).isEqualTo(redirect(0, "10.152.152.10", kind));
  }

  @Test
  void theSameOverIpv6() {
    var packet = from("fd19:c33d:88bc::12", OTHER_MAC, "2001:db8::1", Payload.Tcp.opening(443));
    assertThat(RULES.decide(packet).verdict())
        .isEqualTo(redirect(1, "fd19:c33d:88bc::10", PortKind.TRANS));
  }

  @Test
  void everyDatagramToAResolverReachesTheDnsPort() {
    var query = from("10.152.152.11", MAC, "192.0.2.53", new Payload.Udp(4000, 53));
    assertThat(RULES.decide(query).verdict()).isEqualTo(redirect(0, "10.152.152.10", PortKind.DNS));
  }

  @ParameterizedTest
  @CsvSource({
    "10.152.152.11, 52:54:00:00:00:12", // another's hardware
    "10.152.152.99, 52:54:00:00:00:11", // another address
    "10.152.152.12, 52:54:00:00:00:11",
    "198.51.100.7, 52:54:00:00:00:11",
  })
  void whoHasOnlyOneOfTheAddressesIsAStranger(String source, String mac) {
    for (Payload payload : List.of(Payload.Tcp.opening(9050), new Payload.Udp(4000, 53))) {
      assertThat(RULES.decide(from(source, mac, "10.152.152.10", payload)))
          .isEqualTo(new Decision(Verdict.DROP, Hook.ARRIVAL, "unknown machines"));
    }
  }

  @Test
  void machineWithoutHardwareAddressMayHaveAny() {
    var packet = from("10.152.152.13", MAC, "198.51.100.7", Payload.Tcp.opening(80));
    assertThat(RULES.decide(packet).verdict())
        .isEqualTo(redirect(2, "10.152.152.10", PortKind.TRANS));
  }

  @Test
  void internalAddressOnAnotherInterfaceIsALie() {
    var packet =
        new Packet(
            new Route.Arriving("eth0", MAC),
            ip("10.152.152.11"),
            ip("10.152.152.10"),
            Payload.Tcp.opening(9050),
            ConnectionState.NEW,
            false);
    assertThat(RULES.decide(packet).rule()).startsWith("internal address from elsewhere");
  }

  @Test
  void whateverArrivesEndsAtItsOwnMachinesSocketsOrNowhere() {
    Law.holds(random -> {
      var packet = arriving(random);
      var decision = RULES.decide(packet);
      if (decision.passes() && packet.state() == ConnectionState.NEW && !isLoopback(packet)) {
        assertThat(decision.verdict())
            .as("%s", packet)
            .isInstanceOfSatisfying(
                Verdict.Redirect.class,
                to -> assertThat(ownerOf(to)).isEqualTo(ownerOf(packet)).isNotEmpty());
      }
      assertThat(decision.hook() == Hook.FORWARD && decision.passes()).isFalse();
    });
  }

  private static Packet arriving(Random random) {
    return new Packet(
        new Route.Arriving(pick(random, INTERFACES), pick(random, MACS)),
        ip(pick(random, ADDRESSES)),
        ip(pick(random, ADDRESSES)),
        payload(random),
        pick(random, List.of(ConnectionState.values())),
        random.nextInt(10) == 0);
  }

  private static Payload payload(Random random) {
    int port = pick(random, List.of(53, 22, 80, 9050, 9100, 9229, 20_000, 20_005));
    return switch (random.nextInt(4)) {
      case 0 -> new Payload.Udp(4000, port);
      case 1 -> new Payload.Icmp(8, 0);
      case 2 -> new Payload.Other(132);
      default -> new Payload.Tcp(port, flags(random));
    };
  }

  private static Set<TcpFlag> flags(Random random) {
    var flags = EnumSet.noneOf(TcpFlag.class);
    for (TcpFlag flag : TcpFlag.values()) {
      if (random.nextInt(3) == 0) {
        flags.add(flag);
      }
    }
    return flags;
  }

  private static <T> T pick(Random random, List<T> some) {
    return some.get(random.nextInt(some.size()));
  }

  private static boolean isLoopback(Packet packet) {
    return packet.route() instanceof Route.Arriving(var from, _) && from.equals("lo");
  }

  private static String ownerOf(Verdict.Redirect to) {
    return ENTRANCES.stream()
        .filter(entrance -> to.port() - entrance.first() < PortKind.values().length)
        .filter(entrance -> to.port() >= entrance.first())
        .map(entrance -> entrance.resident().workstation().text())
        .findFirst()
        .orElse("");
  }

  private static String ownerOf(Packet packet) {
    return packet.route() instanceof Route.Arriving(var from, var mac) && from.equals("int0")
        ? LAN.machines().stream()
            .filter(machine -> machine.addresses().contains(packet.source()))
            .filter(machine -> machine.mac().isEmpty() || machine.mac().equals(mac))
            .map(machine -> machine.workstation().text())
            .findFirst()
            .orElse("")
        : "";
  }

  @Test
  void ofWhatThisMachineSendsOnlyTorsGoesOutAndOnlyToItsRelays() {
    assertThat(decisions(RULES))
        .containsExactly(
            "nobody else",
            "nobody else",
            "tor to nobody else",
            "tor goes on",
            "nobody else",
            "nobody else");
    var contacts = Set.of(new Endpoint(ip("198.51.100.7"), 443));
    assertThat(decisions(LanFirewall.of(POLICY, ENTRANCES, USERS, contacts)))
        .contains("tor to relays, IPv4")
        .doesNotContain("tor to nobody else");
    var elsewhere =
        Set.of(
            new Endpoint(ip("198.51.100.7"), 80),
            new Endpoint(ip("198.51.100.8"), 443),
            new Endpoint(ip("2001:db8::1"), 443));
    assertThat(decisions(LanFirewall.of(POLICY, ENTRANCES, USERS, elsewhere)))
        .contains("tor to nobody else");
  }

  @Test
  void whereItMayTorGoesAnywhere() {
    var outgoing = FirewallPolicy.DEFAULTS.outgoing();
    var firewall =
        new FirewallPolicy(
            FirewallPolicy.DEFAULTS.mode(),
            FirewallPolicy.DEFAULTS.uplinks(),
            FirewallPolicy.DEFAULTS.incoming(),
            new FirewallPolicy.Outgoing(
                FirewallPolicy.TorDestinations.ANY,
                outgoing.clearnetUsers(),
                outgoing.directNetworks(),
                outgoing.transparent()));
    var policy = new LanPolicy(List.of(LAN), firewall);
    assertThat(decisions(LanFirewall.of(policy, ENTRANCES, USERS)))
        .containsExactly("nobody else", "nobody else", "tor", "tor", "nobody else", "nobody else");
  }

  /// About a connection to `198.51.100.7:443`, new and established, of root, of tor, of somebody.
  private static List<String> decisions(Ruleset rules) {
    var sent = new ArrayList<Decision>();
    for (int uid : new int[] {0, TOR, 1000}) {
      sent.add(rules.decide(leaving("eth0", uid, ConnectionState.NEW)));
      sent.add(rules.decide(leaving("eth0", uid, ConnectionState.ESTABLISHED)));
    }
    return sent.stream().map(Decision::rule).toList();
  }

  @Test
  void machinesGetAnswersAndNothingElse() {
    assertThat(RULES.decide(leaving("int0", 0, ConnectionState.ESTABLISHED)).passes()).isTrue();
    assertThat(RULES.decide(leaving("int0", TOR, ConnectionState.NEW)).passes()).isFalse();
  }

  @Test
  void nobodyButTheGatewayAnswersMachines() {
    assertThat(RULES.decide(leaving("int0", 1000, ConnectionState.ESTABLISHED)).rule())
        .isEqualTo("nobody but the gateway answers machines");
  }

  /// Whatever routes, users, states and exceptions say: a router of the uplink's may name itself
  /// the way to a machine's address.
  @Test
  void whatIsTheMachinesLeavesByTheirInterfaceOnly() {
    var usual = FirewallPolicy.DEFAULTS;
    var generous =
        new FirewallPolicy(
            usual.mode(),
            usual.uplinks(),
            new FirewallPolicy.Incoming(
                List.of(new PortRange(22, 22)), List.of(), usual.incoming().messages()),
            new FirewallPolicy.Outgoing(
                FirewallPolicy.TorDestinations.ANY,
                List.of("root"),
                LAN.addresses().stream().map(Lan.Address::network).toList(),
                Set.of()));
    var rules =
        LanFirewall.of(
            new LanPolicy(List.of(LAN), generous), ENTRANCES, new FirewallUsers(TOR, List.of(0L)));
    for (int uid : new int[] {0, TOR, 1000}) {
      for (ConnectionState state : ConnectionState.values()) {
        for (Packet packet :
            List.of(
                elsewhere("10.152.152.10", "198.51.100.7", uid, state),
                elsewhere("192.0.2.7", "10.152.152.11", uid, state),
                elsewhere("2001:db8::7", "fd19:c33d:88bc::11", uid, state))) {
          assertThat(rules.decide(packet).passes()).as(packet.toString()).isFalse();
        }
      }
    }
  }

  private static Packet elsewhere(String from, String to, int uid, ConnectionState state) {
    return new Packet(
        new Route.Leaving("eth0", uid), ip(from), ip(to), Payload.Tcp.opening(443), state, false);
  }

  private static Packet leaving(String by, int uid, ConnectionState state) {
    return new Packet(
        new Route.Leaving(by, uid),
        ip(by.equals("eth0") ? "192.0.2.2" : "10.152.152.10"),
        ip("198.51.100.7"),
        Payload.Tcp.opening(443),
        state,
        false);
  }
}
