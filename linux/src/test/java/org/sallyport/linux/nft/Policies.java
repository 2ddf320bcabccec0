package org.sallyport.linux.nft;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sallyport.core.firewall.Endpoint;
import org.sallyport.core.firewall.Network;
import org.sallyport.core.firewall.Ruleset;
import org.sallyport.core.lan.Entrance;
import org.sallyport.core.lan.FirewallPolicy;
import org.sallyport.core.lan.FirewallPolicy.Incoming;
import org.sallyport.core.lan.FirewallPolicy.Message;
import org.sallyport.core.lan.FirewallPolicy.Mode;
import org.sallyport.core.lan.FirewallPolicy.Outgoing;
import org.sallyport.core.lan.FirewallPolicy.TorDestinations;
import org.sallyport.core.lan.FirewallPolicy.Transparent;
import org.sallyport.core.lan.FirewallPolicy.Uplinks;
import org.sallyport.core.lan.FirewallUsers;
import org.sallyport.core.lan.Guests;
import org.sallyport.core.lan.Lan;
import org.sallyport.core.lan.LanFirewall;
import org.sallyport.core.lan.LanPolicy;
import org.sallyport.core.lan.Machine;
import org.sallyport.core.lan.MachineLimits;
import org.sallyport.core.port.Port;
import org.sallyport.core.port.PortKind;
import org.sallyport.core.port.PortPreset;
import org.sallyport.core.port.PortRange;
import org.sallyport.core.workstation.WorkstationName;

/// Policies of gateways with the interfaces `int0`, `int1`, `eth0` and `tun0`: ten that are named
/// after what is special in them, and any number of others.
final class Policies {
  static final long TOR = 104;
  static final long CLEARNET = 1_100;

  static final String MAC_ONE = "52:54:00:00:00:11";
  static final String MAC_TWO = "52:54:00:00:00:12";

  /// Where tor's relays are.
  private static final Set<Endpoint> RELAYS =
      Set.of(
          new Endpoint(ip("203.0.113.99"), 443),
          new Endpoint(ip("2001:db8:7::7"), 443),
          new Endpoint(ip("192.0.2.1"), 443),
          new Endpoint(ip("2001:db8:2::1"), 443));

  private static final Incoming NOTHING = FirewallPolicy.DEFAULTS.incoming();
  private static final Outgoing ONLY_TOR = FirewallPolicy.DEFAULTS.outgoing();
  private static final Uplinks ANY = FirewallPolicy.DEFAULTS.uplinks();
  private static final Uplinks ETH0 = new Uplinks(List.of("eth0"), "");
  private static final List<Network> DIRECT =
      List.of(
          new Network(ip("203.0.113.0"), 28),
          new Network(ip("2001:db8:9::"), 64),
          Network.of(ip("192.0.2.1")));

  private Policies() {}

  /// A policy, and what is open to its machines.
  ///
  /// @param ports of every machine
  record Sample(LanPolicy policy, List<Port> ports) {
    Ruleset rules() {
      return rules(TOR);
    }

    /// @param tor whom tor runs as
    Ruleset rules(long tor) {
      boolean users = !policy.firewall().outgoing().clearnetUsers().isEmpty();
      return LanFirewall.of(
          policy,
          Entrance.all(policy, _ -> ports),
          new FirewallUsers(tor, users ? List.of(CLEARNET) : List.of()),
          RELAYS);
    }
  }

  static Map<String, Sample> ten() {
    var ten = new LinkedHashMap<String, Sample>();
    ten.put("default", sample(List.of(first(null)), FirewallPolicy.DEFAULTS));
    ten.put("two-lans", sample(List.of(first(null), second(null)), FirewallPolicy.DEFAULTS));
    ten.put("guests", sample(List.of(first("guests"), second("others")), FirewallPolicy.DEFAULTS));
    ten.put(
        "no-socks", new Sample(one(FirewallPolicy.DEFAULTS), only(PortKind.TRANS, PortKind.DNS)));
    ten.put(
        "no-transparent",
        new Sample(
            new LanPolicy(List.of(first("guests")), FirewallPolicy.DEFAULTS),
            only(PortKind.SOCKS, PortKind.HTTP_TUNNEL)));
    ten.put("timesync", sample(List.of(first("guests")), policy(Mode.TIMESYNC_FAIL_CLOSED)));
    ten.put("vpn", sample(List.of(first(null)), vpn()));
    ten.put("open", sample(List.of(first(null)), open()));
    ten.put("exceptions", sample(List.of(first(null)), exceptions(ETH0, Set.of())));
    ten.put(
        "own-programs",
        sample(List.of(first(null)), exceptions(ANY, EnumSet.allOf(Transparent.class))));
    return ten;
  }

  /// One of the ten.
  static Sample named(String name) {
    return Objects.requireNonNull(ten().get(name), name);
  }

  private static FirewallPolicy policy(Mode mode) {
    return new FirewallPolicy(mode, ANY, NOTHING, ONLY_TOR);
  }

  private static FirewallPolicy vpn() {
    return new FirewallPolicy(
        Mode.FULL,
        new Uplinks(List.of("eth0"), "tun0"),
        new Incoming(List.of(), List.of(), Set.of()),
        new Outgoing(TorDestinations.ANY, List.of("tunnel"), List.of(), Set.of()));
  }

  private static FirewallPolicy open() {
    return new FirewallPolicy(
        Mode.FULL,
        ETH0,
        new Incoming(
            List.of(new PortRange(22, 22), new PortRange(80, 81)),
            List.of(new PortRange(51_820, 51_820)),
            EnumSet.allOf(Message.class)),
        ONLY_TOR);
  }

  private static FirewallPolicy exceptions(Uplinks uplinks, Set<Transparent> transparent) {
    return new FirewallPolicy(
        Mode.FULL,
        uplinks,
        new Incoming(List.of(), List.of(), Set.of(Message.RELATED, Message.TOO_BIG)),
        new Outgoing(TorDestinations.RELAYS, List.of("clearnet"), DIRECT, transparent));
  }

  /// Guests and machines with these limits.
  static Sample limited(MachineLimits limits) {
    var lan = first("guests");
    return sample(
        List.of(new Lan(lan.internal(), lan.addresses(), lan.machines(), lan.guests(), limits)),
        FirewallPolicy.DEFAULTS);
  }

  /// Any policy.
  static Sample random(Random random) {
    var lans = new ArrayList<Lan>();
    lans.add(first(random.nextBoolean() ? "guests" : null));
    if (random.nextBoolean()) {
      lans.add(second(random.nextBoolean() ? "others" : null));
    }
    var firewall =
        new FirewallPolicy(
            random.nextInt(8) == 0 ? Mode.TIMESYNC_FAIL_CLOSED : Mode.FULL,
            new Uplinks(some(random, List.of("eth0", "tun0")), random.nextBoolean() ? "tun0" : ""),
            new Incoming(
                PortRange.covering(some(random, List.of(22, 80, 81, 443, 20_000))),
                PortRange.covering(some(random, List.of(53, 443, 51_820))),
                Set.copyOf(some(random, List.of(Message.values())))),
            new Outgoing(
                random.nextBoolean() ? TorDestinations.ANY : TorDestinations.RELAYS,
                some(random, List.of("clearnet")),
                some(random, DIRECT),
                Set.copyOf(some(random, List.of(Transparent.values())))));
    var kinds = some(random, List.of(PortKind.values()));
    return new Sample(new LanPolicy(lans, firewall), only(kinds.toArray(PortKind[]::new)));
  }

  private static <T> List<T> some(Random random, List<T> all) {
    return all.stream().filter(_ -> random.nextBoolean()).toList();
  }

  private static Sample sample(List<Lan> lans, FirewallPolicy firewall) {
    return new Sample(new LanPolicy(lans, firewall), ports());
  }

  private static LanPolicy one(FirewallPolicy firewall) {
    return new LanPolicy(List.of(first(null)), firewall);
  }

  private static Lan first(@Nullable String guests) {
    return new Lan(
        "int0",
        List.of(
            new Lan.Address(ip("10.152.152.10"), 18),
            new Lan.Address(ip("fd19:c33d:88bc::10"), 96)),
        List.of(
            machine("one", MAC_ONE, "10.152.152.11", "fd19:c33d:88bc::11"),
            machine("two", "", "10.152.152.12", "fd19:c33d:88bc::12")),
        guests == null ? null : new Guests(new WorkstationName(guests)),
        MachineLimits.DEFAULTS);
  }

  private static Lan second(@Nullable String guests) {
    return new Lan(
        "int1",
        List.of(new Lan.Address(ip("10.9.0.1"), 24), new Lan.Address(ip("fd19:9::1"), 64)),
        List.of(machine("three", MAC_TWO, "10.9.0.11", "fd19:9::11")),
        guests == null ? null : new Guests(new WorkstationName(guests)),
        new MachineLimits(50, 10));
  }

  private static Machine machine(String name, String mac, String... addresses) {
    return new Machine(
        new WorkstationName(name), Arrays.stream(addresses).map(Policies::ip).toList(), mac);
  }

  private static List<Port> ports() {
    return Stream.concat(
            PortPreset.WHONIX.table().ports().stream(), Stream.of(Port.of(PortKind.CONTROL, 9051)))
        .toList();
  }

  private static List<Port> only(PortKind... kinds) {
    var wanted = Set.of(kinds);
    return ports().stream().filter(port -> wanted.contains(port.kind())).toList();
  }

  static InetAddress ip(String literal) {
    return InetAddress.ofLiteral(literal);
  }
}
