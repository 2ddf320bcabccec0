package org.sallyport.api;

/// What was judged from tor's events since the gateway started.
///
/// @param circuitsJudged circuits that carried at least one stream
/// @param streamsJudged streams that were seen on a circuit
/// @param violations circuits that ever carried two isolation keys; anything above 0 is an alarm
/// @param foreign streams of our tor that the gateway did not admit
public record VerdictSummary(
    long circuitsJudged, long streamsJudged, long violations, long foreign) {
  /// Nothing judged yet.
  public static final VerdictSummary NOTHING = new VerdictSummary(0, 0, 0, 0);

  /// Whether every circuit carried one isolation key only.
  public boolean holds() {
    return violations == 0;
  }
}
