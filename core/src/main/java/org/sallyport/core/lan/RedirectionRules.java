package org.sallyport.core.lan;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.sallyport.core.firewall.Match;
import org.sallyport.core.firewall.Network;
import org.sallyport.core.firewall.Rule;
import org.sallyport.core.firewall.TcpFlag;
import org.sallyport.core.firewall.Verdict;
import org.sallyport.core.port.PortKind;
import org.sallyport.core.port.PortRange;

/// Where the connections of each machine go: ports by their numbers, on the gateway's address; then
/// DNS to any; then any other connection.
///
/// @param sides of the gateway
/// @param entrances of the machines
record RedirectionRules(Sides sides, List<Entrance> entrances) {
  static final List<PortRange> DNS = List.of(new PortRange(53, 53));

  /// The first segment of a connection.
  static final Match OPENING =
      new Match.Flags(
          EnumSet.of(TcpFlag.FIN, TcpFlag.SYN, TcpFlag.RST, TcpFlag.ACK), EnumSet.of(TcpFlag.SYN));

  List<Rule> rules() {
    return sides.serve() ? entrances.stream().flatMap(RedirectionRules::ways).toList() : List.of();
  }

  private static Stream<Rule> ways(Entrance entrance) {
    return entrance.lan().addresses().stream()
        .flatMap(own ->
            sources(entrance, own).flatMap(from -> ways(new Way(entrance, from, own.address()))));
  }

  private static Stream<Network> sources(Entrance entrance, Lan.Address own) {
    return switch (entrance.resident()) {
      case Machine machine ->
          machine.addresses().stream().filter(own::isOfFamilyOf).map(Network::of);
      case Guests _ -> Stream.of(own.network());
    };
  }

  /// From an address of a machine to an address of the gateway's.
  private record Way(Entrance entrance, Network from, InetAddress own) {
    Rule rule(String what, Verdict verdict, Match... matches) {
      var conditions =
          new ArrayList<Match>(
              List.of(new Match.From(entrance.lan().internal()), new Match.Source(from)));
      conditions.addAll(List.of(matches));
      return new Rule(Sides.named(what, entrance.resident(), from), conditions, verdict);
    }

    Rule to(PortKind kind, String how, Match... matches) {
      return rule(
          kind.torrcName() + how, new Verdict.Redirect(own, entrance.listening(kind)), matches);
    }
  }

  /// What no port takes is nobody else's: a machine never falls to the guests' ports.
  private static Stream<Rule> ways(Way way) {
    var entrance = way.entrance();
    var here = new Match.Destination(Network.of(way.own()));
    Stream<Rule> named =
        Stream.of(PortKind.SOCKS, PortKind.HTTP_TUNNEL, PortKind.CONTROL)
            .flatMap(kind -> entrance.group(kind).stream())
            .map(group -> way.to(group.kind(), "", here, new Match.TcpTo(group.ranges())));
    Stream<Rule> dns =
        entrance.group(PortKind.DNS).stream()
            .flatMap(_ ->
                Stream.of(
                    way.to(PortKind.DNS, "", new Match.UdpTo(DNS)),
                    way.to(PortKind.DNS, " by TCP", new Match.TcpTo(DNS))));
    Stream<Rule> transparent =
        entrance.group(PortKind.TRANS).stream().map(_ -> way.to(PortKind.TRANS, "", OPENING));
    Stream<Rule> rest = Stream.of(way.rule("nothing else of", Verdict.ACCEPT));
    return Stream.of(named, dns, transparent, rest).flatMap(rules -> rules);
  }
}
