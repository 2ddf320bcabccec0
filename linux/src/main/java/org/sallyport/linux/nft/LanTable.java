package org.sallyport.linux.nft;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.firewall.Rule;
import org.sallyport.core.firewall.Ruleset;

/// The packet rules of a machine that is a gateway for others, in the network of the calling
/// thread.
///
/// Applying is atomic: the old table is replaced in the transaction that brings the new one. What
/// was applied is read back and compared. Other tables are the administrator's. Thread-safe.
public final class LanTable {
  private static final Pattern COUNTED =
      Pattern.compile("counter packets (\\d{1,18}) bytes (\\d{1,18}) .*comment \"([^\"]*)\"");

  private static final Pattern HANDLE = Pattern.compile("^table .* # handle (\\d{1,18})\n");

  private final LibNftables nftables;

  /// Loads the library.
  ///
  /// @throws GatewayException MISSING_PREREQUISITE if nftables is not installed
  public LanTable() {
    nftables = LibNftables.load();
  }

  /// Applies the rules, then verifies them.
  ///
  /// @throws GatewayException if the kernel refuses or holds something else afterwards
  public void apply(Ruleset ruleset) {
    String _ = nftables.run(RulesetText.transaction(ruleset));
    verify(ruleset);
  }

  /// Gives the sets of rules that are applied their members, and leaves the rules as they are.
  /// Takes well under a second for as many members as the public network has relays. [#difference]
  /// tells whether the kernel holds both.
  ///
  /// @throws GatewayException if the kernel refuses; nothing has changed then
  public void fill(Ruleset ruleset) {
    String _ = nftables.run(SetText.filling(ruleset));
  }

  private void verify(Ruleset ruleset) {
    difference(ruleset)
        .ifPresent(difference -> {
          throw new GatewayException(
              ErrorKind.INTERNAL,
              "The packet rules of table "
                  + ruleset.table()
                  + " are not the ones applied: "
                  + difference
                  + ". Nothing passes. Check for programs that change packet rules.");
        });
  }

  /// What the kernel holds other than the rules, in words; empty if nothing.
  public Optional<String> difference(Ruleset ruleset) {
    try {
      var listed = SetListing.of(nftables.runStateless("list table inet " + ruleset.table()));
      return Listing.of(listed.rest())
          .differenceFrom(Listing.of(RulesetText.table(ruleset)))
          .or(() -> listed.differenceFrom(ruleset));
    } catch (GatewayException e) {
      return Optional.of("the table cannot be read: " + e.getMessage());
    }
  }

  /// Whether the kernel has a table of a gateway for other machines, whatever is in it.
  ///
  /// @param table its name
  public boolean isThere(String table) {
    return nftables.run("list tables inet").lines().anyMatch(("table inet " + table)::equals);
  }

  /// The kernel's number of the table: another one if it was removed and made again meanwhile,
  /// however alike.
  ///
  /// @throws GatewayException if there is no such table
  public long identity(String table) {
    var first = HANDLE.matcher(nftables.runWithHandles("list table inet " + table));
    if (!first.find()) {
      throw new GatewayException(
          ErrorKind.INTERNAL, "The packet rules of table " + table + " have no number.");
    }
    return Long.parseLong(first.group(1));
  }

  /// Removes the rules.
  public void remove(String table) {
    String name = "table inet " + table + "\n";
    String _ = nftables.run(name + "delete " + name);
  }

  /// What a rule has met.
  public record Met(long packets, long bytes) {}

  /// What each rule has met, by its name.
  public Map<String, Met> counters(Ruleset ruleset) {
    return parse(nftables.run("list table inet " + ruleset.table()));
  }

  static Map<String, Met> parse(String listing) {
    Map<String, Met> counters = new TreeMap<>();
    var matcher = COUNTED.matcher(listing);
    while (matcher.find()) {
      counters.put(
          matcher.group(3),
          new Met(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))));
    }
    return counters;
  }

  /// The conditions of a rule in nft's words, "" if it has none.
  public static String conditions(Rule rule) {
    return RulesetText.conditions(rule);
  }
}
