package org.sallyport.linux.nft;

import java.util.List;
import java.util.stream.Collectors;
import org.sallyport.core.port.PortRange;

/// Loopback ports that one listening socket of each address family serves: connections to any of
/// the numbers are redirected to the listening one, and the kernel remembers which it was.
///
/// @param ranges the numbers, ascending, without neighbours or overlaps, as nft lists them
/// @param listening where the socket listens
public record LoopbackPorts(List<PortRange> ranges, int listening) {
  public LoopbackPorts {
    ranges = List.copyOf(ranges);
    if (ranges.isEmpty()) {
      throw new IllegalArgumentException("ranges: none (expected: at least one)");
    }
    for (int i = 1; i < ranges.size(); i++) {
      if (ranges.get(i).first() <= ranges.get(i - 1).last() + 1) {
        throw new IllegalArgumentException("ranges: " + ranges + " (expected: apart, ascending)");
      }
    }
  }

  /// The match on the destination port as nft lists it.
  String match() {
    String text = ranges.stream().map(PortRange::toString).collect(Collectors.joining(", "));
    return "tcp dport " + (ranges.size() == 1 ? text : "{ " + text + " }");
  }
}
