package org.sallyport.core.firewall;

import java.net.InetAddress;
import java.util.StringJoiner;

/// Addresses in their canonical text, as nft prints them too: IPv6 with its longest run of zeros
/// left out (RFC 5952 §4).
public final class AddressText {
  private static final int V4_BYTES = 4;
  private static final int GROUPS = 8;

  private AddressText() {}

  /// The text of an address.
  public static String of(InetAddress address) {
    return of(address.getAddress());
  }

  /// The text of an address of 4 or 16 bytes.
  static String of(byte[] bytes) {
    return bytes.length == V4_BYTES ? ofV4(bytes) : ofV6(bytes);
  }

  private static String ofV4(byte[] bytes) {
    var text = new StringJoiner(".");
    for (byte part : bytes) {
      text.add(Integer.toString(part & 0xff));
    }
    return text.toString();
  }

  private static String ofV6(byte[] bytes) {
    int from = 0;
    int length = 0;
    for (int start = 0; start < GROUPS; start++) {
      int end = start;
      while (end < GROUPS && group(bytes, end) == 0) {
        end++;
      }
      if (end - start > length) {
        from = start;
        length = end - start;
      }
    }
    return length < 2
        ? groups(bytes, 0, GROUPS)
        : groups(bytes, 0, from) + "::" + groups(bytes, from + length, GROUPS);
  }

  private static String groups(byte[] bytes, int from, int to) {
    var text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(i == from ? "" : ":").append(Integer.toHexString(group(bytes, i)));
    }
    return text.toString();
  }

  private static int group(byte[] bytes, int index) {
    return (bytes[2 * index] & 0xff) << Byte.SIZE | (bytes[2 * index + 1] & 0xff);
  }
}
