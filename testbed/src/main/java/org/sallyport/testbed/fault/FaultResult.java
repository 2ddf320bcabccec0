package org.sallyport.testbed.fault;

import java.util.List;

/// The end of a run of faults.
///
/// @param seed what chance was made of: the same seed gives the same faults
/// @param tally what became of each
/// @param memory of the gateway
/// @param probes how many were tried meanwhile
/// @param streams of the applications that worked meanwhile
/// @param leftovers what was still there after the end, in words
public record FaultResult(
    long seed, FaultTally tally, Memory memory, long probes, long streams, List<String> leftovers) {
  public FaultResult {
    leftovers = List.copyOf(leftovers);
  }

  /// The gateway's resident memory, after the same exercise both times.
  ///
  /// @param before in bytes
  /// @param after in bytes
  public record Memory(long before, long after) {
    private static final int PERCENT = 100;

    /// How much it may grow, in percent.
    public static final int ALLOWED_PERCENT = 10;

    /// How much it has grown, in percent.
    public long growthPercent() {
      return before == 0 ? PERCENT : (after - before) * PERCENT / before;
    }

    /// Whether that is little enough.
    public boolean holds() {
      return growthPercent() <= ALLOWED_PERCENT;
    }
  }

  /// The same with what was found after the end.
  public FaultResult with(List<String> found) {
    return new FaultResult(seed, tally, memory, probes, streams, found);
  }

  /// Whether all promises held.
  public boolean holds() {
    return tally.broken().isEmpty() && memory.holds() && leftovers.isEmpty();
  }
}
