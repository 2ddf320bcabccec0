package org.sallyport.core.firewall;

import java.util.List;
import java.util.regex.Pattern;

/// What happens to packets of which every condition holds.
///
/// @param name says in a few words what it is for; unique in its ruleset, printed with its counter
/// @param conditions all must hold; none is every packet
public record Rule(String name, List<Match> conditions, Verdict verdict) {
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9 .,:'/-]{1,120}");

  public Rule {
    conditions = List.copyOf(conditions);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "rule: " + name + " (expected: 1 to 120 plain characters)");
    }
  }

  /// A rule with these conditions.
  public static Rule of(String name, Verdict verdict, Match... conditions) {
    return new Rule(name, List.of(conditions), verdict);
  }

  boolean holds(Packet packet, boolean redirected) {
    return conditions.stream().allMatch(condition -> condition.holds(packet, redirected));
  }
}
