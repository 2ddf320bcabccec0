package org.sallyport.cli.command;

import java.util.List;
import org.sallyport.api.AdminReply;
import org.sallyport.api.AdminRequest;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `firewall show` and `firewall explain`: the packet rules of a gateway for other machines.
final class FirewallCommands {
  private FirewallCommands() {}

  static CommandSpec group() {
    var spec =
        Options.withHelp(
            Options.command(
                "firewall",
                "Show the packet rules of a gateway for other machines.",
                "They let machines reach their own ports of the gateway and nothing else, and tor "
                    + "its relays. Settings: [[lan]] and [firewall] in the configuration."));
    spec.usageMessage()
        .customSynopsis("sallyport firewall COMMAND [OPTIONS]")
        .footer(
            "  sallyport firewall show",
            "  sallyport firewall explain 'tcp 10.152.152.11 > 192.0.2.7:443'");
    return spec;
  }

  static Query show(Workbench bench) {
    var spec =
        Options.withCommon(
            Options.command(
                "show",
                "List the rules and what each has met.",
                "By chain, in the order in which packets meet them; the first that holds decides. "
                    + "--json has the conditions too.%n",
                "Ends with 0 if the rules are in force, 21 if another hand has changed them."));
    spec.usageMessage()
        .footer(
            "  sallyport firewall show",
            "  sallyport firewall show --json | jq -r '.chains[].rules[] |",
            "    select(.packets > 0) | [.name, .packets] | @tsv'");
    return new Query(bench, spec, _ -> new AdminRequest.Firewall(), AdminReply.FirewallReply.class);
  }

  static Query explain(Workbench bench) {
    var spec =
        Options.withCommon(
            Options.command(
                    "explain",
                    "Say which rule decides about a packet, and why.",
                    "Nothing is sent. A packet is written as: PROTOCOL SOURCE > "
                        + "DESTINATION[:PORT], with tcp, udp, icmp or a number as the protocol. "
                        + "What this machine sends begins with: out USER, and needs no source; "
                        + "tor is tor's user.%n",
                    "Behind it may stand: in INTERFACE, from MAC, by INTERFACE (for out), state "
                        + "new|established|related|invalid, flags fin,syn,… (of tcp), type N and "
                        + "code N (of icmp), fragment. What is not said is as the configuration "
                        + "has it; tcp opens a connection, icmp asks for an echo.")
                .addPositional(
                    PositionalParamSpec.builder()
                        .index("0..*")
                        .arity("1..*")
                        .required(true)
                        .paramLabel("PACKET")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .description("The packet, best in quotes: > means something to shells.")
                        .build()));
    spec.usageMessage()
        .footer(
            "  sallyport firewall explain 'tcp 10.152.152.11 > 192.0.2.7:443'",
            "  sallyport firewall explain 'udp [fd19:c33d:88bc::11] > [2001:db8::53]:53'",
            "  sallyport firewall explain 'out tor tcp > 192.0.2.7:443'",
            "  sallyport firewall explain 'icmp 198.51.100.7 > 10.0.2.15 in eth0'");
    return new Query(
        bench,
        spec,
        line -> {
          List<String> words = line.matchedPositionalValue(0, List.of());
          return new AdminRequest.FirewallExplain(String.join(" ", words));
        },
        AdminReply.FirewallExplainReply.class);
  }
}
