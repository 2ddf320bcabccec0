package org.sallyport.core.whonix;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.sallyport.core.firewall.Network;
import org.sallyport.core.lan.Lan;
import org.sallyport.core.stream.Host;

/// Networks as packet rules write them: `10.0.2.2/24` with bits behind the prefix, one address, a
/// range of IPv4 addresses `127.0.0.0-127.0.0.24`.
final class Networks {
  private static final int V4_BITS = 32;

  private Networks() {}

  /// The networks that a word means; empty if it means none.
  static List<Network> of(String word) {
    int dash = word.indexOf('-');
    if (dash >= 0) {
      return range(word.substring(0, dash), word.substring(dash + 1));
    }
    return Lan.Address.of(word)
        .map(Lan.Address::network)
        .or(() -> Host.literal(word).map(Network::of))
        .stream()
        .toList();
  }

  /// The fewest networks that are the range.
  private static List<Network> range(String first, String last) {
    var networks = new ArrayList<Network>();
    long from = number(first);
    long to = number(last);
    while (from >= 0 && from <= to) {
      int free = from == 0 ? V4_BITS : Math.min(V4_BITS, Long.numberOfTrailingZeros(from));
      while (from + (1L << free) - 1 > to) {
        free--;
      }
      networks.add(new Network(address(from), V4_BITS - free));
      from += 1L << free;
    }
    return networks;
  }

  /// An IPv4 address as a number; negative if it is none.
  private static long number(String text) {
    byte[] bytes = Host.literal(text).map(InetAddress::getAddress).orElse(new byte[0]);
    if (bytes.length != V4_BITS / Byte.SIZE) {
      return -1;
    }
    long number = 0;
    for (byte part : bytes) {
      number = number << Byte.SIZE | (part & 0xff);
    }
    return number;
  }

  private static InetAddress address(long number) {
    return InetAddress.ofLiteral(
        "%d.%d.%d.%d"
            .formatted(
                number >> 24 & 0xff, number >> 16 & 0xff, number >> 8 & 0xff, number & 0xff));
  }
}
