package org.sallyport.core.lan;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.sallyport.core.firewall.ConnectionState;
import org.sallyport.core.firewall.Endpoint;
import org.sallyport.core.firewall.Network;
import org.sallyport.core.firewall.Packet;
import org.sallyport.core.firewall.Packet.Direction;
import org.sallyport.core.firewall.Packet.Payload;
import org.sallyport.core.firewall.Packet.Route;
import org.sallyport.core.firewall.Ruleset;
import org.sallyport.core.firewall.Verdict;
import org.sallyport.core.lan.FirewallPolicy.Incoming;
import org.sallyport.core.lan.FirewallPolicy.Message;
import org.sallyport.core.lan.FirewallPolicy.Mode;
import org.sallyport.core.lan.FirewallPolicy.Outgoing;
import org.sallyport.core.lan.FirewallPolicy.TorDestinations;
import org.sallyport.core.lan.FirewallPolicy.Transparent;
import org.sallyport.core.lan.FirewallPolicy.Uplinks;
import org.sallyport.core.port.PortPreset;
import org.sallyport.core.port.PortRange;
import org.sallyport.core.workstation.WorkstationName;

/// Each setting: what passes with it, and does not without it or elsewhere.
final class FirewallSettingsTest {
  private static final long TOR = 104;
  private static final long CLEARNET = 1_100;
  private static final String OUTSIDE = "203.0.113.9";
  private static final String UPLINK = "198.51.100.2";
  private static final FirewallPolicy DEFAULTS = FirewallPolicy.DEFAULTS;
  private static final Incoming NOTHING = new Incoming(List.of(), List.of(), Set.of());
  private static final Uplinks ANY = new Uplinks(List.of(), "");
  private static final Lan LAN = lan("int0", "10.152.152.10", "10.152.152.11", null);

  private static Lan lan(String name, String own, String machine, @Nullable Guests guests) {
    return new Lan(
        name,
        List.of(new Lan.Address(ip(own), 24)),
        List.of(
            new Machine(
                new WorkstationName(name + "-one"), List.of(ip(machine)), "52:54:00:00:00:11")),
        guests,
        MachineLimits.DEFAULTS);
  }

  private static InetAddress ip(String literal) {
    return InetAddress.ofLiteral(literal);
  }

  private static Ruleset rules(FirewallPolicy firewall, Lan... lans) {
    var policy = new LanPolicy(lans.length == 0 ? List.of(LAN) : List.of(lans), firewall);
    boolean users = !firewall.outgoing().clearnetUsers().isEmpty();
    return LanFirewall.of(
            policy,
            Entrance.all(policy, _ -> PortPreset.WHONIX.table().ports()),
            new FirewallUsers(TOR, users ? List.of(CLEARNET) : List.of()),
            Set.of(new Endpoint(ip(OUTSIDE), 443)))
        .alsoAt(Set.of(ip(UPLINK)));
  }

  private static Ruleset with(Uplinks uplinks) {
    return rules(new FirewallPolicy(Mode.FULL, uplinks, DEFAULTS.incoming(), DEFAULTS.outgoing()));
  }

  private static Ruleset with(Incoming incoming) {
    return rules(new FirewallPolicy(Mode.FULL, ANY, incoming, DEFAULTS.outgoing()));
  }

  private static Ruleset with(Message... messages) {
    return with(new Incoming(List.of(), List.of(), Set.of(messages)));
  }

  private static Ruleset with(Outgoing outgoing) {
    return rules(new FirewallPolicy(Mode.FULL, ANY, DEFAULTS.incoming(), outgoing));
  }

  private static Packet from(String name, String source, String to, Payload payload) {
    return new Packet(
        new Route.Arriving(name, "52:54:00:00:00:11"),
        ip(source),
        ip(to),
        payload,
        ConnectionState.NEW,
        false);
  }

  private static Packet machine(String to, Payload payload) {
    return from("int0", "10.152.152.11", to, payload);
  }

  private static Packet outside(Payload payload) {
    return from("eth0", OUTSIDE, UPLINK, payload);
  }

  private static Packet related(Payload payload) {
    var packet = outside(payload);
    return new Packet(
        packet.route(),
        packet.source(),
        packet.destination(),
        payload,
        ConnectionState.RELATED,
        false);
  }

  private static Packet sent(String by, long uid, String to, Payload payload) {
    return new Packet(
        new Route.Leaving(by, uid), ip(UPLINK), ip(to), payload, ConnectionState.NEW, false);
  }

  private static Payload tcp(int port) {
    return Payload.Tcp.opening(port);
  }

  private static boolean passes(Ruleset rules, Packet packet) {
    return rules.decide(packet).passes();
  }

  @Test
  void noMachineIsServedBeforeTheClockIsRight() {
    var waiting =
        rules(
            new FirewallPolicy(
                Mode.TIMESYNC_FAIL_CLOSED, ANY, DEFAULTS.incoming(), DEFAULTS.outgoing()));
    for (Payload payload : List.of(tcp(443), tcp(9108), tcp(9051), new Payload.Udp(4000, 53))) {
      assertThat(passes(waiting, machine("10.152.152.10", payload))).isFalse();
    }
    assertThat(passes(rules(DEFAULTS), machine("10.152.152.10", tcp(9108)))).isTrue();
    assertThat(passes(waiting, sent("eth0", TOR, OUTSIDE, tcp(443)))).isTrue();
  }

  @Test
  void onlyUplinksLeadOut() {
    var eth0 = with(new Uplinks(List.of("eth0"), ""));
    assertThat(passes(eth0, sent("eth0", TOR, OUTSIDE, tcp(443)))).isTrue();
    assertThat(passes(eth0, sent("eth9", TOR, OUTSIDE, tcp(443)))).isFalse();
    assertThat(passes(rules(DEFAULTS), sent("eth9", TOR, OUTSIDE, tcp(443)))).isTrue();
    assertThat(passes(rules(DEFAULTS), sent("int0", TOR, OUTSIDE, tcp(443)))).isFalse();
  }

  @Test
  void torLeavesByItsInterfaceOnly() {
    var vpn = with(new Uplinks(List.of("eth0"), "tun0"));
    assertThat(passes(vpn, sent("tun0", TOR, OUTSIDE, tcp(443)))).isTrue();
    assertThat(passes(vpn, sent("eth0", TOR, OUTSIDE, tcp(443)))).isFalse();
    assertThat(passes(vpn, sent("tun0", 0, OUTSIDE, tcp(443)))).isFalse();
  }

  @Test
  void torReachesRelaysOnlyUnlessItMayReachAny() {
    var any = with(new Outgoing(TorDestinations.ANY, List.of(), List.of(), Set.of()));
    assertThat(passes(rules(DEFAULTS), sent("eth0", TOR, OUTSIDE, tcp(443)))).isTrue();
    assertThat(passes(rules(DEFAULTS), sent("eth0", TOR, OUTSIDE, tcp(444)))).isFalse();
    assertThat(passes(any, sent("eth0", TOR, OUTSIDE, tcp(444)))).isTrue();
  }

  @Test
  void portsAreOpenOnUplinksOnly() {
    var ssh = List.of(new PortRange(22, 22));
    var open = with(new Incoming(ssh, ssh, Set.of()));
    var answer =
        new Packet(
            new Route.Leaving("eth0", 0),
            ip(UPLINK),
            ip(OUTSIDE),
            new Payload.Tcp(4000, Set.of()),
            ConnectionState.ESTABLISHED,
            false,
            Direction.REPLY);
    for (Payload payload : List.of(tcp(22), new Payload.Udp(4000, 22))) {
      assertThat(passes(open, outside(payload))).isTrue();
      assertThat(passes(open, from("eth0", OUTSIDE, "10.152.152.10", payload))).isFalse();
      assertThat(open.decide(machine(UPLINK, payload)).verdict()).isNotEqualTo(Verdict.ACCEPT);
      assertThat(passes(rules(DEFAULTS), outside(payload))).isFalse();
    }
    assertThat(passes(open, outside(tcp(23)))).isFalse();
    assertThat(passes(open, answer)).isTrue();
    assertThat(passes(rules(DEFAULTS), answer)).isFalse();
  }

  @Test
  void pingsAreAnsweredOnUplinksOnly() {
    var ping = new Payload.Icmp(8, 0);
    assertThat(passes(with(Message.ECHO), outside(ping))).isTrue();
    assertThat(passes(with(Message.ECHO), outside(new Payload.Icmp(13, 0)))).isFalse();
    assertThat(passes(with(Message.ECHO), machine("10.152.152.10", ping))).isFalse();
    assertThat(passes(rules(DEFAULTS), outside(ping))).isFalse();
  }

  @Test
  void routersSayOnlyWhatTheyMay() {
    var tooBig = related(new Payload.Icmp(3, 4));
    var unreachable = related(new Payload.Icmp(3, 1));
    assertThat(passes(with(Message.TOO_BIG), tooBig)).isTrue();
    assertThat(passes(with(NOTHING), tooBig)).isFalse();
    assertThat(passes(with(Message.TOO_BIG), unreachable)).isFalse();
    assertThat(passes(with(Message.RELATED), unreachable)).isTrue();
    assertThat(passes(with(Message.RELATED), outside(new Payload.Icmp(3, 1)))).isFalse();
  }

  @Test
  void clearnetUsersGoOut() {
    var some = with(new Outgoing(TorDestinations.RELAYS, List.of("c"), List.of(), Set.of()));
    for (Payload payload : List.of(tcp(80), new Payload.Udp(4000, 53))) {
      assertThat(passes(some, sent("eth0", CLEARNET, OUTSIDE, payload))).isTrue();
      assertThat(passes(some, sent("eth0", 0, OUTSIDE, payload))).isFalse();
      assertThat(passes(some, sent("int0", CLEARNET, "10.152.152.11", payload))).isFalse();
      assertThat(passes(rules(DEFAULTS), sent("eth0", CLEARNET, OUTSIDE, payload))).isFalse();
    }
  }

  @Test
  void everybodyReachesDirectNetworks() {
    var network = List.of(new Network(ip("192.168.1.0"), 24));
    var some = with(new Outgoing(TorDestinations.RELAYS, List.of(), network, Set.of()));
    assertThat(passes(some, sent("eth0", 0, "192.168.1.7", tcp(80)))).isTrue();
    assertThat(passes(some, sent("int0", 0, "192.168.1.7", tcp(80)))).isFalse();
    assertThat(passes(some, sent("eth0", 0, "192.168.2.7", tcp(80)))).isFalse();
    assertThat(passes(rules(DEFAULTS), sent("eth0", 0, "192.168.1.7", tcp(80)))).isFalse();
  }

  @Test
  void ownProgramsAreTakenToTor() {
    var network = List.of(new Network(ip("192.168.1.0"), 24));
    var both = EnumSet.allOf(Transparent.class);
    var some = with(new Outgoing(TorDestinations.RELAYS, List.of("c"), network, both));
    assertThat(some.decide(sent("eth0", 0, OUTSIDE, tcp(80))).verdict())
        .isEqualTo(new Verdict.Redirect(ip("127.0.0.1"), OwnPorts.TRANS));
    assertThat(some.decide(sent("eth0", 0, "192.168.1.1", new Payload.Udp(4000, 53))).verdict())
        .isEqualTo(new Verdict.Redirect(ip("127.0.0.1"), OwnPorts.DNS));
    for (Packet direct :
        List.of(
            sent("eth0", TOR, OUTSIDE, tcp(443)),
            sent("eth0", CLEARNET, OUTSIDE, tcp(80)),
            sent("eth0", 0, "192.168.1.1", tcp(80)))) {
      assertThat(some.decide(direct).verdict()).isEqualTo(Verdict.ACCEPT);
    }
    assertThat(passes(some, sent("eth0", 0, OUTSIDE, new Payload.Udp(4000, 443)))).isFalse();
    assertThat(passes(rules(DEFAULTS), sent("eth0", 0, OUTSIDE, tcp(80)))).isFalse();
  }

  @Test
  void addressesComeByDhcpOnUplinksOnly() {
    var offer = new Payload.Udp(67, 68);
    var question = new Payload.Udp(68, 67);
    assertThat(passes(with(Message.DHCP), outside(offer))).isTrue();
    assertThat(passes(with(Message.DHCP), machine("10.152.152.10", offer))).isFalse();
    assertThat(passes(with(NOTHING), outside(offer))).isFalse();
    assertThat(passes(with(Message.DHCP), sent("eth0", 0, OUTSIDE, question))).isTrue();
    assertThat(passes(with(NOTHING), sent("eth0", 0, OUTSIDE, question))).isFalse();
  }

  @Test
  void machinesOfTwoLansAreStrangersOnTheOther() {
    var two = rules(DEFAULTS, LAN, lan("int1", "10.9.0.1", "10.9.0.11", null));
    assertThat(passes(two, from("int1", "10.9.0.11", OUTSIDE, tcp(443)))).isTrue();
    assertThat(passes(two, from("int1", "10.152.152.11", OUTSIDE, tcp(443)))).isFalse();
    assertThat(two.decide(machine("10.9.0.11", tcp(443))).verdict())
        .isInstanceOf(Verdict.Redirect.class);
    assertThat(passes(two, machine("10.9.0.11", new Payload.Udp(4000, 443)))).isFalse();
    assertThat(passes(two, machine("10.9.0.1", new Payload.Udp(4000, 443)))).isFalse();
  }

  @Test
  void guestsAreWhoeverNobodyNamed() {
    var guests = new Guests(new WorkstationName("guests"));
    var some = rules(DEFAULTS, lan("int0", "10.152.152.10", "10.152.152.11", guests));
    var unnamed = from("int0", "10.152.152.77", OUTSIDE, tcp(443));
    assertThat(passes(some, unnamed)).isTrue();
    assertThat(passes(rules(DEFAULTS), unnamed)).isFalse();
    assertThat(some.decide(unnamed).verdict())
        .isNotEqualTo(some.decide(machine(OUTSIDE, tcp(443))).verdict());
    for (String lie : List.of("10.152.152.10", OUTSIDE)) {
      assertThat(passes(some, from("int0", lie, OUTSIDE, tcp(443)))).as(lie).isFalse();
    }
    var otherHardware =
        new Packet(
            new Route.Arriving("int0", "52:54:00:00:00:99"),
            ip("10.152.152.11"),
            ip(OUTSIDE),
            tcp(443),
            ConnectionState.NEW,
            false);
    assertThat(passes(some, otherHardware)).isFalse();
  }
}
