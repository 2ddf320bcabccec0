package org.sallyport.core.stream;

import java.net.InetAddress;
import java.util.regex.Pattern;

/// Tells literal addresses from names, strictly: what two programs could read as two different
/// addresses is no literal here, and no name either.
///
/// IPv4: four decimal parts without leading zeros (`010.0.0.1` is 10.0.0.1 to some and 8.0.0.1 to
/// others; `127.1` is 127.0.0.1 to some and a name to others). IPv6: RFC 4291 §2.2 without a zone,
/// which means something on one machine only.
final class LiteralAddresses {
  private static final Pattern IPV4_PART = Pattern.compile("0|[1-9][0-9]{0,2}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+|0[xX][0-9a-fA-F]*");
  private static final Pattern IPV6_TEXT = Pattern.compile("[0-9a-fA-F:.]{2,45}");
  private static final int IPV4_PARTS = 4;
  private static final int MAX_IPV4_PART = 255;

  private LiteralAddresses() {}

  /// Whether the text is a literal IPv4 or IPv6 address.
  static boolean isLiteral(String text) {
    return isIpv4(text) || isIpv6(text);
  }

  /// Whether the last label of a name would make resolvers read the name as an IPv4 address.
  static boolean isNumber(String label) {
    return NUMBER.matcher(label).matches();
  }

  private static boolean isIpv4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != IPV4_PARTS) {
      return false;
    }
    for (String part : parts) {
      if (!IPV4_PART.matcher(part).matches() || Integer.parseInt(part) > MAX_IPV4_PART) {
        return false;
      }
    }
    return true;
  }

  private static boolean isIpv6(String text) {
    if (text.indexOf(':') < 0 || !IPV6_TEXT.matcher(text).matches()) {
      return false;
    }
    try {
      InetAddress _ = InetAddress.ofLiteral(text);
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
