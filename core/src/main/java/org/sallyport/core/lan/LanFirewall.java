package org.sallyport.core.lan;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.sallyport.core.firewall.Chain;
import org.sallyport.core.firewall.Chain.Policy;
import org.sallyport.core.firewall.ConnectionState;
import org.sallyport.core.firewall.Hook;
import org.sallyport.core.firewall.Match;
import org.sallyport.core.firewall.Network;
import org.sallyport.core.firewall.Rule;
import org.sallyport.core.firewall.Ruleset;
import org.sallyport.core.firewall.TcpFlag;
import org.sallyport.core.firewall.Verdict;
import org.sallyport.core.port.PortKind;
import org.sallyport.core.port.PortRange;

/// The packet rules of a machine that is a gateway for others.
///
/// Laws, whatever the machines and their ports are:
/// - nothing is forwarded;
/// - from the internal interface, only a known machine's packets pass, and they reach that
///   machine's own sockets: any TCP its TransPort or the port that it names, any DNS its DNSPort;
/// - an internal address on another interface is a lie, and dropped;
/// - of what this machine sends, tor's passes, and nobody else's but to the workstations;
/// - nothing is answered to whoever may not ask: dropped, not rejected.
public final class LanFirewall {
  /// The table's name.
  public static final String TABLE = "sallyport_lan";

  private static final int DNS = 53;
  private static final Match LOOPBACK_IN = new Match.From("lo");
  private static final Match LOOPBACK_OUT = new Match.By("lo");
  private static final Match OPENING =
      new Match.Flags(
          EnumSet.of(TcpFlag.FIN, TcpFlag.SYN, TcpFlag.RST, TcpFlag.ACK), EnumSet.of(TcpFlag.SYN));

  private final Lan lan;
  private final List<Entrance> entrances;
  private final long torUid;
  private final Match internal;

  private LanFirewall(Lan lan, List<Entrance> entrances, long torUid) {
    this.lan = lan;
    this.entrances = List.copyOf(entrances);
    this.torUid = torUid;
    this.internal = new Match.From(lan.internal());
  }

  /// The rules.
  ///
  /// @param entrances where each machine's packets go
  /// @param torUid the user that tor runs as
  public static Ruleset of(Lan lan, List<Entrance> entrances, long torUid) {
    var firewall = new LanFirewall(lan, entrances, torUid);
    return new Ruleset(
        TABLE,
        lan.own(),
        List.of(
            new Chain(Hook.ARRIVAL, Policy.ACCEPT, firewall.arrival()),
            new Chain(Hook.REDIRECTION, Policy.ACCEPT, firewall.redirection()),
            new Chain(Hook.INPUT, Policy.DROP, firewall.input()),
            new Chain(Hook.FORWARD, Policy.DROP, List.of()),
            new Chain(Hook.OUTPUT, Policy.DROP, firewall.output())));
  }

  private List<Rule> arrival() {
    var rules = new ArrayList<Rule>();
    rules.add(Rule.of("no fragments, IPv4", Verdict.DROP, new Match.FragmentV4()));
    rules.add(Rule.of("no fragments, IPv6", Verdict.DROP, new Match.FragmentV6()));
    rules.add(odd("FIN and SYN", EnumSet.of(TcpFlag.FIN, TcpFlag.SYN)));
    rules.add(odd("SYN and RST", EnumSet.of(TcpFlag.SYN, TcpFlag.RST)));
    rules.add(odd("FIN and RST", EnumSet.of(TcpFlag.FIN, TcpFlag.RST)));
    rules.add(
        Rule.of(
            "no flags at all",
            Verdict.DROP,
            new Match.Flags(EnumSet.allOf(TcpFlag.class), Set.of())));
    rules.add(
        Rule.of(
            "flags of a port scan",
            Verdict.DROP,
            new Match.Flags(
                EnumSet.allOf(TcpFlag.class), EnumSet.of(TcpFlag.FIN, TcpFlag.PSH, TcpFlag.URG))));
    entrances.stream().flatMap(this::known).forEach(rules::add);
    rules.add(
        Rule.of(
            "neighbours find each other",
            Verdict.ACCEPT,
            internal,
            new Match.NeighbourDiscovery()));
    rules.add(Rule.of("unknown machines", Verdict.DROP, internal));
    for (Lan.Address address : lan.addresses()) {
      rules.add(
          Rule.of(
              "internal address from elsewhere, " + address.network(),
              Verdict.DROP,
              new Match.FromOthers(List.of("lo", lan.internal())),
              new Match.Source(address.network())));
    }
    return rules;
  }

  private static Rule odd(String what, Set<TcpFlag> flags) {
    return Rule.of("not both, " + what, Verdict.DROP, new Match.Flags(flags, flags));
  }

  private Stream<Rule> known(Entrance entrance) {
    String mac = entrance.machine().mac();
    return entrance.machine().addresses().stream()
        .map(address -> {
          var conditions = new ArrayList<Match>(List.of(internal, source(address)));
          if (!mac.isEmpty()) {
            conditions.add(new Match.Sender(mac));
          }
          return new Rule(named("known", entrance, address), conditions, Verdict.ACCEPT);
        });
  }

  private List<Rule> redirection() {
    return entrances.stream()
        .flatMap(entrance ->
            entrance.machine().addresses().stream()
                .flatMap(address ->
                    lan.addresses().stream()
                        .filter(own -> own.isOfFamilyOf(address))
                        .flatMap(own -> ways(new Way(entrance, address, own.address())))))
        .toList();
  }

  /// From an address of a machine to an address of the gateway's.
  private record Way(Entrance entrance, InetAddress from, InetAddress own) {}

  /// Ports by their numbers, on the gateway's address; then DNS to any; then any other connection.
  private Stream<Rule> ways(Way way) {
    var entrance = way.entrance();
    var here = new Match.Destination(Network.of(way.own()));
    Stream<Rule> named =
        Stream.of(PortKind.SOCKS, PortKind.HTTP_TUNNEL, PortKind.CONTROL)
            .flatMap(kind -> entrance.group(kind).stream())
            .map(group -> rule(way, group.kind(), here, new Match.TcpTo(group.ranges())));
    Stream<Rule> dns =
        entrance.group(PortKind.DNS).stream()
            .flatMap(group ->
                Stream.of(new Match.UdpTo(DNS), new Match.TcpTo(List.of(new PortRange(DNS, DNS))))
                    .map(match -> rule(way, group.kind(), match)));
    Stream<Rule> transparent =
        entrance.group(PortKind.TRANS).stream().map(group -> rule(way, group.kind(), OPENING));
    return Stream.of(named, dns, transparent).flatMap(rules -> rules);
  }

  private Rule rule(Way way, PortKind kind, Match... matches) {
    var conditions = new ArrayList<Match>(List.of(internal, source(way.from())));
    conditions.addAll(List.of(matches));
    boolean byTcp = kind == PortKind.DNS && matches[0] instanceof Match.TcpTo;
    return new Rule(
        named(kind.torrcName() + (byTcp ? " by TCP" : ""), way.entrance(), way.from()),
        conditions,
        new Verdict.Redirect(way.own(), way.entrance().listening(kind)));
  }

  private List<Rule> input() {
    return List.of(
        Rule.of("this machine to itself", Verdict.ACCEPT, LOOPBACK_IN),
        Rule.of("no connection, in", Verdict.DROP, new Match.Connection(ConnectionState.INVALID)),
        Rule.of(
            "connections go on, in",
            Verdict.ACCEPT,
            new Match.Connection(ConnectionState.ESTABLISHED)),
        Rule.of("machines to their ports", Verdict.ACCEPT, internal, new Match.Redirected()),
        Rule.of("neighbours, in", Verdict.ACCEPT, new Match.NeighbourDiscovery()),
        Rule.of(
            "too big, IPv4",
            Verdict.ACCEPT,
            new Match.TooBigV4(),
            new Match.Connection(ConnectionState.RELATED)),
        Rule.of(
            "too big, IPv6",
            Verdict.ACCEPT,
            new Match.TooBigV6(),
            new Match.Connection(ConnectionState.RELATED)),
        Rule.of(
            "addresses by DHCP, in",
            Verdict.ACCEPT,
            new Match.FromOthers(List.of(lan.internal())),
            new Match.UdpBetween(67, 68)));
  }

  private List<Rule> output() {
    var toMachines = new Match.By(lan.internal());
    return List.of(
        Rule.of("this machine to itself, out", Verdict.ACCEPT, LOOPBACK_OUT),
        Rule.of("no connection, out", Verdict.DROP, new Match.Connection(ConnectionState.INVALID)),
        Rule.of(
            "answers to machines",
            Verdict.ACCEPT,
            toMachines,
            new Match.Connection(ConnectionState.ESTABLISHED)),
        Rule.of("neighbours, out", Verdict.ACCEPT, new Match.NeighbourDiscovery()),
        Rule.of("nothing else to machines", Verdict.REJECT, toMachines),
        Rule.of("tor", Verdict.ACCEPT, new Match.Owner(torUid), new Match.Tcp()),
        Rule.of("addresses by DHCP, out", Verdict.ACCEPT, new Match.UdpBetween(68, 67)),
        Rule.of("nobody else", Verdict.REJECT));
  }

  private static Match source(InetAddress address) {
    return new Match.Source(Network.of(address));
  }

  private static String named(String what, Entrance entrance, InetAddress address) {
    return what + " " + entrance.machine().workstation() + " " + address.getHostAddress();
  }
}
