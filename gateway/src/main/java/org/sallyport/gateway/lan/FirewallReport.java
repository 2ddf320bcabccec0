package org.sallyport.gateway.lan;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.sallyport.api.AdminReply;
import org.sallyport.api.FirewallChain;
import org.sallyport.api.FirewallRule;
import org.sallyport.api.FirewallStatus;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.firewall.AddressText;
import org.sallyport.core.firewall.Decision;
import org.sallyport.core.firewall.Packet;
import org.sallyport.core.firewall.Packet.Route;
import org.sallyport.core.firewall.PacketQuestion;
import org.sallyport.core.firewall.PacketQuestion.Reading;
import org.sallyport.core.firewall.PacketQuestion.Way;
import org.sallyport.core.firewall.Rule;
import org.sallyport.core.firewall.Ruleset;
import org.sallyport.core.firewall.Verdict;
import org.sallyport.core.lan.LanPolicy;
import org.sallyport.core.lan.PacketCompletion;
import org.sallyport.linux.confinement.UserNumber;
import org.sallyport.linux.nft.LanTable;

/// What the packet rules of a gateway for other machines say, have met, and would do. Thread-safe.
public final class FirewallReport {
  private static final String TOR = "tor";

  private final Supplier<LanPolicy> policy;
  private final LanRules rules;
  private final TorReach reach;
  private final long torUid;

  FirewallReport(Supplier<LanPolicy> policy, LanRules rules, TorReach reach, long torUid) {
    this.policy = policy;
    this.rules = rules;
    this.reach = reach;
    this.torUid = torUid;
  }

  /// Whether the rules are in force, and how far tor reaches.
  public FirewallStatus status() {
    return switch (policy.get().firewall().outgoing().tor()) {
      case ANY -> new FirewallStatus(rules.hold(), null, 0, null);
      case RELAYS -> status(reach.report());
    };
  }

  private FirewallStatus status(TorReach.Report report) {
    return new FirewallStatus(
        rules.hold(),
        report.endpoints(),
        report.relays(),
        report.complaint().isEmpty() ? null : report.complaint());
  }

  /// The rules with what each has met.
  public AdminReply.FirewallReply show() {
    Ruleset wanted = rules.wanted();
    Map<String, LanTable.Met> counters = rules.counters();
    List<FirewallChain> chains =
        wanted.chains().stream()
            .map(chain ->
                new FirewallChain(
                    lower(chain.hook()),
                    chain.hook().hook(),
                    lower(chain.policy()),
                    chain.rules().stream().map(rule -> row(rule, counters)).toList()))
            .toList();
    return new AdminReply.FirewallReply(wanted.table(), status(), chains);
  }

  private static FirewallRule row(Rule rule, Map<String, LanTable.Met> counters) {
    var met = counters.getOrDefault(rule.name(), new LanTable.Met(0, 0));
    return new FirewallRule(
        rule.name(), LanTable.conditions(rule), socket(rule.verdict()), met.packets(), met.bytes());
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String word(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Accept() -> "accept";
      case Verdict.Drop() -> "drop";
      case Verdict.Reject() -> "reject";
      case Verdict.Redirect _ -> "redirect";
    };
  }

  private static String socket(Verdict verdict) {
    return verdict instanceof Verdict.Redirect(var address, var port)
        ? word(verdict) + " to " + endpoint(address, port)
        : word(verdict);
  }

  private static String endpoint(InetAddress address, int port) {
    String text = AddressText.of(address);
    return (text.contains(":") ? "[" + text + "]" : text) + ":" + port;
  }

  /// What the rules do with a packet.
  ///
  /// @throws GatewayException `CONFIGURATION` if the text is not understood
  public AdminReply.FirewallExplainReply explain(String text) {
    return switch (PacketQuestion.read(text)) {
      case Reading.Refused(var why) ->
          throw new GatewayException(
              ErrorKind.CONFIGURATION,
              "This packet was not understood: "
                  + why
                  + ". Write it as 'tcp 10.152.152.11 > 192.0.2.7:443' or"
                  + " 'out tor tcp > [2001:db8::1]:443'.");
      case Reading.Understood(var question) -> explain(question);
    };
  }

  private AdminReply.FirewallExplainReply explain(PacketQuestion question) {
    Packet packet = new PacketCompletion(policy.get(), outside()).complete(question, uid(question));
    Ruleset wanted = rules.wanted();
    Decision decision = wanted.alsoAt(ownAddresses()).decide(packet);
    return new AdminReply.FirewallExplainReply(
        words(packet),
        word(decision.verdict()),
        lower(decision.hook()),
        decision.rule(),
        why(wanted, decision));
  }

  private long uid(PacketQuestion question) {
    return question.way() instanceof Way.Out(var user, _) ? uid(user) : 0;
  }

  private long uid(String user) {
    if (user.equals(TOR)) {
      return torUid;
    }
    return Character.isDigit(user.charAt(0))
        ? Long.parseLong(user)
        : UserNumber.of(user)
            .orElseThrow(() ->
                new GatewayException(
                    ErrorKind.CONFIGURATION,
                    "This packet was not understood: this machine has no user "
                        + user
                        + ". Name one that it has, a number, or tor."));
  }

  /// The first uplink that is named, or else that is there.
  private String outside() {
    var uplinks = policy.get().firewall().uplinks();
    return uplinks.torInterface().isEmpty()
        ? uplinks.names().stream().findFirst().orElseGet(this::someUplink)
        : uplinks.torInterface();
  }

  private String someUplink() {
    return interfaces().stream()
        .map(NetworkInterface::getName)
        .filter(name -> !name.equals("lo") && !policy.get().internals().contains(name))
        .sorted()
        .findFirst()
        .orElse("uplink");
  }

  private static Set<InetAddress> ownAddresses() {
    return interfaces().stream()
        .flatMap(NetworkInterface::inetAddresses)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static List<NetworkInterface> interfaces() {
    try {
      return Collections.list(NetworkInterface.getNetworkInterfaces());
    } catch (SocketException e) {
      throw new GatewayException(
          ErrorKind.INTERNAL,
          "The interfaces of this machine cannot be listed: " + e + ". Try again.",
          e);
    }
  }

  private static String words(Packet packet) {
    return switch (packet.route()) {
      case Route.Arriving(var from, var mac) ->
          "arriving by " + from + (mac.isEmpty() ? "" : " from " + mac);
      case Route.Leaving(var by, var uid) -> "leaving by " + by + " of user " + uid;
    };
  }

  private static String why(Ruleset wanted, Decision decision) {
    String because =
        rule(wanted, decision)
            .map(rule -> {
              String conditions = LanTable.conditions(rule);
              return conditions.isEmpty() ? "no rule before it holds" : "it is " + conditions;
            })
            .orElse("no rule of this chain holds");
    return what(decision.verdict()) + ", because " + because + ".";
  }

  private static Optional<Rule> rule(Ruleset wanted, Decision decision) {
    return wanted.chains().stream()
        .filter(chain -> chain.hook() == decision.hook())
        .flatMap(chain -> chain.rules().stream())
        .filter(rule -> rule.name().equals(decision.rule()))
        .findFirst();
  }

  private static String what(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Accept() -> "It passes";
      case Verdict.Drop() -> "It is dropped, and nobody is told";
      case Verdict.Reject() -> "It is refused, and its sender is told";
      case Verdict.Redirect(var address, var port) ->
          "It goes to the gateway's own socket " + endpoint(address, port);
    };
  }
}
