package org.sallyport.cli.view;

import org.sallyport.api.AdminReply;
import org.sallyport.api.FirewallChain;
import org.sallyport.api.FirewallRule;
import org.sallyport.api.FirewallStatus;
import org.sallyport.cli.screen.Style;
import org.sallyport.cli.screen.Table;
import org.sallyport.cli.screen.Table.Column;
import org.sallyport.cli.screen.Text;

/// What the replies to `firewall` look like: a table for each chain, or an answer about a packet.
///
/// @param style how it looks
record FirewallView(Style style) {
  private static final String SEPARATE = "\n";

  /// Whether the rules are in force, and how far tor reaches.
  ///
  /// @param between what separates two lines
  String of(FirewallStatus status, String between) {
    String state = status.inForce() ? style.good("in force") : style.alarm("NOT IN FORCE");
    String complaint =
        status.complaint() == null ? "" : between + style.caution(Text.safe(status.complaint()));
    return state + "; tor connects to " + reach(status) + complaint;
  }

  private static String reach(FirewallStatus status) {
    if (status.torContacts() == null) {
      return "any address";
    }
    return status.torRelays() == 0
        ? status.torContacts() + (status.torContacts() == 1 ? " address" : " addresses")
        : status.torContacts() + " addresses, " + status.torRelays() + " of relays";
  }

  /// The rules.
  String of(AdminReply.FirewallReply firewall) {
    var text = new StringBuilder();
    text.append("Table ")
        .append(style.strong(Text.safe(firewall.table())))
        .append(": ")
        .append(of(firewall.state(), "\n"))
        .append('\n');
    firewall.chains().forEach(chain -> text.append(SEPARATE).append(of(chain)));
    return text.toString();
  }

  private String of(FirewallChain chain) {
    String head =
        style.strong(Text.safe(chain.name()))
            + Text.safe(" (" + chain.hook() + "), otherwise " + chain.policy())
            + "\n";
    if (chain.rules().isEmpty()) {
      return head + "no rule\n";
    }
    var table =
        new Table(
            Column.numbers("PACKETS"),
            Column.numbers("BYTES"),
            Column.words("VERDICT"),
            Column.words("RULE"));
    for (FirewallRule rule : chain.rules()) {
      table.row(
          Long.toString(rule.packets()), Text.bytes(rule.bytes()), verdict(rule), rule.name());
    }
    return head + table.text(style);
  }

  /// Where a packet is redirected to, in a few characters.
  private static String verdict(FirewallRule rule) {
    return rule.verdict().replaceFirst("^redirect to .*:", "redirect :");
  }

  /// What becomes of a packet.
  String of(AdminReply.FirewallExplainReply explained) {
    String verdict =
        switch (explained.verdict()) {
          case "accept", "redirect" -> style.good(Text.safe(explained.verdict()));
          default -> style.alarm(Text.safe(explained.verdict()));
        };
    return verdict
        + Text.safe(" by \"%s\" in chain %s".formatted(explained.rule(), explained.chain()))
        + "\n"
        + wrapped("The packet, " + explained.packet() + ":")
        + wrapped(explained.why());
  }

  /// The words in lines that fit.
  private static String wrapped(String text) {
    var lines = new StringBuilder();
    int length = 0;
    for (String word : Text.safe(text).split(" ", -1)) {
      boolean fits = length == 0 || length + 1 + word.length() <= Table.WIDTH;
      lines.append(length == 0 ? "" : fits ? " " : "\n").append(word);
      length = fits && length > 0 ? length + 1 + word.length() : word.length();
    }
    return lines.append('\n').toString();
  }
}
