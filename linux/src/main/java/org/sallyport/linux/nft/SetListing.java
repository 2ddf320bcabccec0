package org.sallyport.linux.nft;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sallyport.core.firewall.Endpoint;
import org.sallyport.core.firewall.EndpointSet;
import org.sallyport.core.firewall.Ruleset;

/// A table as `nft list` prints it, taken apart: its sets' members, which come in no order, and the
/// rest.
///
/// Law: nothing is left out. What cannot be read as a member stays in the rest, where it is a
/// difference.
///
/// @param rest the listing without the members
/// @param members those of each set that has any
record SetListing(String rest, Map<String, Set<Endpoint>> members) {
  private static final Pattern SET =
      Pattern.compile(
          "(\\tset ([a-z0-9_]{1,31}) \\{\\n\\t\\ttype ipv[46]_addr \\. inet_service\\n)"
              + "\\t\\telements = \\{([0-9a-f:., \\t\\n]*)\\}\\n");
  private static final Pattern MEMBER =
      Pattern.compile("\\s*([0-9a-f:.]{2,45}) \\. ([0-9]{1,5})\\s*");

  SetListing {
    members = Map.copyOf(members);
  }

  static SetListing of(String listing) {
    Map<String, Set<Endpoint>> members = new HashMap<>();
    String rest =
        SET.matcher(listing)
            .replaceAll(found -> {
              var read = read(found.group(3));
              read.ifPresent(set -> members.put(found.group(2), set));
              return Matcher.quoteReplacement(read.isPresent() ? found.group(1) : found.group());
            });
    return new SetListing(rest, members);
  }

  private static Optional<Set<Endpoint>> read(String elements) {
    Set<Endpoint> read = new HashSet<>();
    try {
      for (String element : elements.split(",", -1)) {
        var member = MEMBER.matcher(element);
        if (!member.matches()) {
          return Optional.empty();
        }
        read.add(
            new Endpoint(
                InetAddress.ofLiteral(member.group(1)), Integer.parseInt(member.group(2))));
      }
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    return Optional.of(read);
  }

  /// The first set whose members are others than the ruleset's, in words that name none of them.
  Optional<String> differenceFrom(Ruleset ruleset) {
    return ruleset.sets().stream()
        .filter(set -> !of(set).equals(set.members()))
        .map(set ->
            "set %s has %d members of which %d are wanted, not %d"
                .formatted(set.name(), of(set).size(), wanted(set), set.members().size()))
        .findFirst();
  }

  private Set<Endpoint> of(EndpointSet set) {
    return members.getOrDefault(set.name(), Set.of());
  }

  private long wanted(EndpointSet set) {
    return of(set).stream().filter(set.members()::contains).count();
  }
}
