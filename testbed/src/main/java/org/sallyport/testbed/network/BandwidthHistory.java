package org.sallyport.testbed.network;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// A relay's past, made up: yesterday it carried more than it may advertise.
///
/// So every relay advertises exactly `MaxAdvertisedBandwidth` from its first descriptor on, and all
/// weigh the same in every consensus. Without a past a relay advertises what it has carried in the
/// last seconds: on a slow machine that is 2 for the authority and 0 for the others, every client
/// then takes the authority for guard, middle and rendezvous point alike, and no onion service can
/// be reached (a relay refuses to extend back to the previous hop).
final class BandwidthHistory {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final Duration PERIOD = Duration.ofDays(1);
  private static final long BYTES_PER_SECOND = 10_000_000;

  private BandwidthHistory() {}

  /// The text of the `state` file of a relay that starts now.
  static String state(Instant now) {
    var text = new StringBuilder();
    for (var direction : new String[] {"Read", "Write"}) {
      text.append(
          """
          BWHistory%1$sEnds %2$s
          BWHistory%1$sInterval %3$d
          BWHistory%1$sValues %4$d
          BWHistory%1$sMaxima %5$d
          """
              .formatted(
                  direction,
                  TIME.format(now.minusSeconds(1)),
                  PERIOD.toSeconds(),
                  BYTES_PER_SECOND * PERIOD.toSeconds(),
                  BYTES_PER_SECOND));
    }
    return text.toString();
  }
}
