package org.sallyport.core.firewall;

/// What a ruleset does with a packet, and which rule decided.
///
/// @param verdict the outcome
/// @param hook where it was decided
/// @param rule the rule's name, or "policy" where none held
public record Decision(Verdict verdict, Hook hook, String rule) {
  /// The name in place of a rule's, where none held.
  public static final String POLICY = "policy";

  /// Whether the packet arrives where it should, redirected or not.
  public boolean passes() {
    return switch (verdict) {
      case Verdict.Accept(), Verdict.Redirect _ -> true;
      case Verdict.Drop(), Verdict.Reject() -> false;
    };
  }
}
