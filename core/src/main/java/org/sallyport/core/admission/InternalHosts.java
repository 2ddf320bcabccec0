package org.sallyport.core.admission;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import org.sallyport.core.stream.Host;

/// The hosts that mean something on a local network only. No exit reaches the one that an
/// application means, and asking an exit would tell it about the local network.
///
/// Addresses: those that tor calls internal (`tor_addr_is_internal_` in `lib/net/address.c`) and
/// multicast and reserved space. Names: the special-use domains of RFC 6761 (`localhost`), RFC 6762
/// (`local`), RFC 8375 (`home.arpa`), ICANN's `internal`, and `exit`, by which an application could
/// once choose its own exit from tor.
final class InternalHosts {
  private static final List<String> DOMAINS =
      List.of("localhost", "local", "home.arpa", "internal", "exit");

  private InternalHosts() {}

  /// Whether the host is one of them.
  static boolean contains(Host host) {
    return switch (host) {
      case Host.Name(var text) -> DOMAINS.stream().anyMatch(domain -> isWithin(text, domain));
      case Host.Address(var address) -> isInternal(address);
    };
  }

  private static boolean isWithin(String name, String domain) {
    return name.equals(domain) || name.endsWith("." + domain);
  }

  private static boolean isInternal(InetAddress address) {
    byte[] bytes = address.getAddress();
    return address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()
        || (address instanceof Inet4Address ? isInternal4(bytes) : isInternal6(bytes));
  }

  private static boolean isInternal4(byte[] bytes) {
    int first = Byte.toUnsignedInt(bytes[0]);
    int second = Byte.toUnsignedInt(bytes[1]);
    boolean carrierGrade = first == 100 && second >= 64 && second < 128;
    return first == 0 || first == 127 || first >= 240 || carrierGrade;
  }

  private static boolean isInternal6(byte[] bytes) {
    boolean uniqueLocal = (bytes[0] & 0xfe) == 0xfc;
    boolean zeroPrefix = true;
    for (int i = 0; i < 8; i++) {
      zeroPrefix &= bytes[i] == 0;
    }
    return uniqueLocal || zeroPrefix;
  }
}
