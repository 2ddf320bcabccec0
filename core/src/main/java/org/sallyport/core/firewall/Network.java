package org.sallyport.core.firewall;

import java.net.InetAddress;
import org.sallyport.core.policy.HostPattern;
import org.sallyport.core.stream.Host;

/// The addresses with a common prefix (RFC 4632 §3.1, RFC 4291 §2.3): `10.152.128.0/18`.
///
/// Law: no bit is set behind the prefix, and IPv4 never equals IPv6.
///
/// @param base the lowest of them
/// @param bits how many leading bits they have in common
public record Network(InetAddress base, int bits) {
  public Network {
    if (HostPattern.parse(pattern(base, bits)).isEmpty()) {
      throw new IllegalArgumentException(
          "network: "
              + base.getHostAddress()
              + "/"
              + bits
              + " (expected: no bit behind the prefix)");
    }
  }

  /// One address.
  public static Network of(InetAddress address) {
    return new Network(address, address.getAddress().length * Byte.SIZE);
  }

  /// The network of an address with so many leading bits.
  public static Network around(InetAddress address, int bits) {
    byte[] bytes = address.getAddress();
    for (int bit = bits; bit < bytes.length * Byte.SIZE; bit++) {
      bytes[bit / Byte.SIZE] &= (byte) ~(0x80 >> (bit % Byte.SIZE));
    }
    return new Network(InetAddress.ofLiteral(AddressText.of(bytes)), bits);
  }

  /// Whether the address is one of them.
  public boolean contains(InetAddress address) {
    return pattern().matches(new Host.Address(address));
  }

  private HostPattern pattern() {
    return new HostPattern.Network(base, bits);
  }

  private static String pattern(InetAddress base, int bits) {
    return new HostPattern.Network(base, bits).text();
  }

  @Override
  public String toString() {
    return new Host.Address(base).text() + "/" + bits;
  }
}
