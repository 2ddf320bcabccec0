package org.sallyport.linux.nft;

import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sallyport.core.firewall.AddressText;
import org.sallyport.core.firewall.Chain;
import org.sallyport.core.firewall.Match;
import org.sallyport.core.firewall.Network;
import org.sallyport.core.firewall.Rule;
import org.sallyport.core.firewall.Ruleset;
import org.sallyport.core.firewall.TcpFlag;
import org.sallyport.core.firewall.Verdict;
import org.sallyport.core.port.PortRange;

/// A ruleset in nft's words, exactly as `nft list` prints it but for the members of sets; each rule
/// counts, and bears its name as a comment.
final class RulesetText {
  private RulesetText() {}

  /// The table as `nft list` prints it.
  static String table(Ruleset ruleset) {
    return Stream.concat(
            ruleset.sets().stream().map(SetText::definition),
            ruleset.chains().stream().map(RulesetText::chain))
        .collect(Collectors.joining("\n", "table inet " + ruleset.table() + " {\n", "}\n"));
  }

  /// The commands that put it in the place of whatever is there, in one transaction.
  static String transaction(Ruleset ruleset) {
    String name = "table inet " + ruleset.table() + "\n";
    return name + "delete " + name + table(ruleset) + SetText.filling(ruleset);
  }

  private static String chain(Chain chain) {
    var hook = chain.hook();
    String policy = chain.policy().name().toLowerCase(Locale.ROOT);
    return chain.rules().stream()
        .map(RulesetText::rule)
        .collect(
            Collectors.joining(
                "",
                "\tchain %s {\n\t\ttype %s hook %s priority %d; policy %s;\n"
                    .formatted(
                        hook.name().toLowerCase(Locale.ROOT),
                        hook.type(),
                        hook.hook(),
                        hook.priority(),
                        policy),
                "\t}\n"));
  }

  private static String rule(Rule rule) {
    String conditions = conditions(rule);
    return "\t\t%s%scounter %s comment \"%s\"\n"
        .formatted(
            conditions, conditions.isEmpty() ? "" : " ", verdict(rule.verdict()), rule.name());
  }

  /// What must hold, "" if nothing must.
  static String conditions(Rule rule) {
    return rule.conditions().stream().map(RulesetText::condition).collect(Collectors.joining(" "));
  }

  private static String verdict(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Accept() -> "accept";
      case Verdict.Drop() -> "drop";
      case Verdict.Reject() -> "reject with icmpx admin-prohibited";
      case Verdict.Redirect(var address, var port) ->
          isV4(address)
              ? "dnat ip to %s:%d".formatted(AddressText.of(address), port)
              : "dnat ip6 to [%s]:%d".formatted(AddressText.of(address), port);
    };
  }

  private static String condition(Match match) {
    return switch (match) {
      case Match.From(var name) -> "iifname \"" + name + "\"";
      case Match.FromOneOf(var names) -> "iifname " + interfaces(names);
      case Match.FromOthers(var names) -> "iifname != " + interfaces(names);
      case Match.By(var name) -> "oifname \"" + name + "\"";
      case Match.ByOneOf(var names) -> "oifname " + interfaces(names);
      case Match.ByOthers(var names) -> "oifname != " + interfaces(names);
      case Match.OfFamily(var family) ->
          switch (family) {
            case IPV4 -> "meta nfproto ipv4";
            case IPV6 -> "meta nfproto ipv6";
          };
      case Match.Source(var network) -> network(network, "saddr");
      case Match.Destination(var network) -> network(network, "daddr");
      case Match.Among(var set) -> SetText.match(set);
      case Match.Sender(var mac) -> "ether saddr " + mac;
      case Match.Owner(var uid) -> "meta skuid " + uid;
      case Match.OwnerOthers(var uid) -> "meta skuid != " + uid;
      case Match.Tcp() -> "meta l4proto tcp";
      case Match.TcpTo(var ports) -> "tcp dport " + ports(ports);
      case Match.UdpTo(var ports) -> "udp dport " + ports(ports);
      case Match.UdpBetween(var from, var to) -> "udp sport " + from + " udp dport " + to;
      case Match.Flags(var these, var exactly) -> flags(these, exactly);
      case Match.FragmentV4() -> "ip frag-off & 8191 != 0";
      case Match.FragmentV6() -> "exthdr frag exists";
      case Match.Connection(var state) -> "ct state " + state.name().toLowerCase(Locale.ROOT);
      case Match.Answering() -> "ct direction reply";
      case Match.MoreAtOnce(var connections) -> "ct count over " + connections;
      case Match.MoreASecond(var packets, var atOnce) ->
          "limit rate over %d/second burst %d packets".formatted(packets, atOnce);
      case Match.Redirected(var lowest) -> "ct status dnat th dport >= " + lowest;
      case Match.NeighbourDiscovery() ->
          "icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } ip6 hoplimit 255";
      case Match.RouterSolicitation() -> "icmpv6 type nd-router-solicit ip6 hoplimit 255";
      case Match.RouterAdvertisement() -> "icmpv6 type nd-router-advert ip6 hoplimit 255";
      case Match.EchoV4() -> "icmp type echo-request";
      case Match.EchoV6() -> "icmpv6 type echo-request";
      case Match.TooBigV4() -> "icmp type destination-unreachable icmp code frag-needed";
      case Match.TooBigV6() -> "icmpv6 type packet-too-big";
    };
  }

  private static String flags(Collection<TcpFlag> these, Collection<TcpFlag> exactly) {
    return exactly.isEmpty()
        ? "tcp flags ! " + flags(these)
        : "tcp flags " + flags(exactly) + " / " + flags(these);
  }

  private static String flags(Collection<TcpFlag> flags) {
    return flags.stream()
        .sorted()
        .map(flag -> flag.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(","));
  }

  private static String interfaces(List<String> names) {
    return oneOf(names.stream().map(name -> "\"" + name + "\"").toList());
  }

  private static String ports(List<PortRange> ports) {
    return oneOf(ports.stream().map(PortRange::toString).toList());
  }

  private static String oneOf(List<String> words) {
    return words.size() == 1 ? words.getFirst() : "{ " + String.join(", ", words) + " }";
  }

  private static String network(Network network, String field) {
    boolean v4 = isV4(network.base());
    boolean single = network.bits() == network.base().getAddress().length * Byte.SIZE;
    return (v4 ? "ip " : "ip6 ")
        + field
        + " "
        + AddressText.of(network.base())
        + (single ? "" : "/" + network.bits());
  }

  private static boolean isV4(InetAddress address) {
    return address.getAddress().length == 4;
  }
}
