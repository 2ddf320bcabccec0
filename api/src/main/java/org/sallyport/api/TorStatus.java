package org.sallyport.api;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/// The upstream: which tor it is and how far it has bootstrapped, in tor's own words.
///
/// @param version tor's version; null while none runs
/// @param bootstrapPercent 0 to 100
/// @param tag tor's name of the phase, such as `conn_or`; empty before the first
/// @param summary tor's words for the phase
/// @param warning what tor complains about when it stalls
/// @param reason tor's reason of the complaint, such as `CONNECTREFUSED`
/// @param wall what tor itself may do; null while none runs
public record TorStatus(
    @Nullable String version,
    int bootstrapPercent,
    String tag,
    String summary,
    @Nullable String warning,
    @Nullable String reason,
    @Nullable TorWall wall) {
  private static final int COMPLETE = 100;

  public TorStatus {
    requireNonNull(tag, "tag");
    requireNonNull(summary, "summary");
    if (bootstrapPercent < 0 || bootstrapPercent > COMPLETE) {
      throw new IllegalArgumentException(
          "bootstrapPercent: " + bootstrapPercent + " (expected: 0 to 100)");
    }
  }
}
