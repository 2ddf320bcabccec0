package org.sallyport.core.firewall;

import java.net.InetAddress;

/// The two kinds of addresses.
public enum Family {
  /// 4 bytes.
  IPV4(4),
  /// 16 bytes.
  IPV6(16);

  private final int bytes;

  Family(int bytes) {
    this.bytes = bytes;
  }

  /// Whether the address is of this kind.
  public boolean has(InetAddress address) {
    return address.getAddress().length == bytes;
  }
}
