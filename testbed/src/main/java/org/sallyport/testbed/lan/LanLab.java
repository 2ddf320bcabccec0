package org.sallyport.testbed.lan;

import java.util.List;
import java.util.Map;

/// The internal networks of a gateway: bridges in its namespace, which machines are plugged into.
/// They go with the namespace.
///
/// @param gateway where the gateway runs
public record LanLab(Site gateway) {
  /// What the gateway is told.
  ///
  /// @param segments its internal networks
  /// @param machines by workstation, the machines on the first of them
  public static String configuration(List<Segment> segments, Map<String, Integer> machines) {
    var text = new StringBuilder();
    segments.forEach(segment -> text.append(segment.toml()));
    machines.forEach(
        (workstation, number) -> text.append(segments.getFirst().toml(workstation, number)));
    return text.toString();
  }

  /// Makes the bridges.
  ///
  /// @param gateway where the gateway runs, or will
  public static LanLab in(Site gateway, List<Segment> segments) {
    segments.forEach(segment -> {
      String _ = gateway.sh(segment.bridge());
    });
    return new LanLab(gateway);
  }
}
