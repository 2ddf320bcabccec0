package org.sallyport.testbed.world;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the witness has counted so far: packets to hosts that only exits may talk to.
///
/// @param counts one entry per host and protocol, zeros included
/// @param arrivals connections and datagrams that reached a listener other than from an exit, in
///   words; up to a limit
public record WitnessReport(List<Count> counts, List<String> arrivals) {
  /// Packets to one host by one protocol.
  ///
  /// @param host the address
  /// @param protocol `tcp`, `udp`, `icmp` or `other`
  /// @param direct packets of anybody but an exit: each is a leak
  /// @param exits packets of exits, which is where traffic should come out
  public record Count(String host, String protocol, long direct, long exits) {}

  /// Copies the lists.
  public WitnessReport {
    counts = List.copyOf(counts);
    arrivals = List.copyOf(arrivals);
  }

  /// Packets that came to a witnessed host by another way than through an exit.
  public long direct() {
    return counts.stream().mapToLong(Count::direct).sum();
  }

  /// Packets that exits sent to the witnessed hosts.
  public long throughExits() {
    return counts.stream().mapToLong(Count::exits).sum();
  }

  /// Whether nothing came directly.
  public boolean clean() {
    return direct() == 0 && arrivals.isEmpty();
  }

  /// For `testnet.json`.
  Map<String, Object> json() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("direct", direct());
    all.put("through-exits", throughExits());
    all.put("arrivals", arrivals);
    for (var count : counts) {
      all.put(count.host() + "/" + count.protocol(), count.direct());
    }
    return all;
  }
}
