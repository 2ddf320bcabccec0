package org.sallyport.core.firewall;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/// Endpoints of one family under a name: a rule asks whether a packet goes to one of them, however
/// many they are, and they change without the rules.
///
/// The text form tells how many they are, not which.
///
/// @param name its name in the kernel, unique in its ruleset
/// @param family which addresses it can hold
/// @param members at most [#MOST]
public record EndpointSet(String name, Family family, Set<Endpoint> members) {
  /// Several times what the public network has.
  public static final int MOST = 65_536;

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,30}");

  public EndpointSet {
    members = Set.copyOf(members);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "set: " + name + " (expected: a-z, 0-9, _, a letter first)");
    }
    if (members.size() > MOST) {
      throw new IllegalArgumentException(
          "members: " + members.size() + " (expected: at most " + MOST + ")");
    }
    if (!members.stream().allMatch(member -> member.isOf(family))) {
      throw new IllegalArgumentException("members: not only of " + family + " (expected: only)");
    }
  }

  /// The set of those that are of the family.
  public static EndpointSet of(String name, Family family, Set<Endpoint> endpoints) {
    var members = new HashSet<>(endpoints);
    members.removeIf(endpoint -> !endpoint.isOf(family));
    return new EndpointSet(name, family, members);
  }

  @Override
  public String toString() {
    return name + " (" + members.size() + " of " + family + ")";
  }
}
