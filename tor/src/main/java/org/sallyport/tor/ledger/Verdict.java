package org.sallyport.tor.ledger;

import java.util.List;

/// What the events prove, over all runs of tor since the ledger began.
///
/// `circuitsJudged` carried at least one stream; `streamsJudged` were on at least one circuit.
/// `sharing` counts isolation violations, `foreign` streams that are not the gateway's, `gaps`
/// events that were lost or could not be read: what happened in them is not proved. `violations`
/// are the first ones, at most [Ledger#MAX_VIOLATIONS].
public record Verdict(
    long circuitsJudged,
    long streamsJudged,
    long sharing,
    long foreign,
    long gaps,
    List<Violation> violations) {
  public Verdict {
    violations = List.copyOf(violations);
  }

  /// Nothing that must not happen was seen.
  public boolean clean() {
    return sharing == 0 && foreign == 0;
  }

  /// Nothing that must not happen did happen: clean, and everything was seen.
  public boolean proved() {
    return clean() && gaps == 0;
  }
}
