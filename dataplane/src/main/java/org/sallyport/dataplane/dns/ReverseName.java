package org.sallyport.dataplane.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;

/// Names that stand for addresses: `1.2.0.192.in-addr.arpa` (RFC 1035 §3.5) and the nibbles of
/// `ip6.arpa` (RFC 3596 §2.5).
final class ReverseName {
  private static final String IPV4 = ".in-addr.arpa";
  private static final String IPV6 = ".ip6.arpa";
  private static final int IPV4_BYTES = 4;
  private static final int IPV6_BYTES = 16;
  private static final int MAX_BYTE = 255;

  private ReverseName() {}

  /// The address that a name stands for; empty if it is not such a name.
  static Optional<InetAddress> address(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(IPV4)) {
      return ipv4(lower.substring(0, lower.length() - IPV4.length()).split("\\.", -1));
    }
    if (lower.endsWith(IPV6)) {
      return ipv6(lower.substring(0, lower.length() - IPV6.length()));
    }
    return Optional.empty();
  }

  private static Optional<InetAddress> ipv4(String[] labels) {
    if (labels.length != IPV4_BYTES) {
      return Optional.empty();
    }
    byte[] address = new byte[IPV4_BYTES];
    for (int i = 0; i < IPV4_BYTES; i++) {
      String label = labels[IPV4_BYTES - 1 - i];
      boolean digits = label.length() <= 3 && label.matches("[0-9]+");
      if (!digits || Integer.parseInt(label) > MAX_BYTE) {
        return Optional.empty();
      }
      address[i] = (byte) Integer.parseInt(label);
    }
    return Optional.of(of(address));
  }

  /// `f.e.d.c. …`: 32 nibbles, the last one first.
  private static Optional<InetAddress> ipv6(String nibbles) {
    if (nibbles.length() != 4 * IPV6_BYTES - 1) {
      return Optional.empty();
    }
    byte[] address = new byte[IPV6_BYTES];
    for (int i = 0; i < nibbles.length(); i++) {
      char c = nibbles.charAt(nibbles.length() - 1 - i);
      boolean separator = i % 2 == 1;
      int value = Character.digit(c, 16);
      if (separator ? c != '.' : value < 0) {
        return Optional.empty();
      }
      if (!separator) {
        address[i / 4] |= (byte) (i % 4 == 0 ? value << 4 : value);
      }
    }
    return Optional.of(of(address));
  }

  private static InetAddress of(byte[] address) {
    try {
      return InetAddress.getByAddress(address);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address of 4 or 16 bytes is always valid", e);
    }
  }
}
