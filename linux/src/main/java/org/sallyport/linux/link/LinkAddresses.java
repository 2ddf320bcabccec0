package org.sallyport.linux.link;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.util.List;

/// The addresses that a workstation's namespace has besides loopback: the same in every workstation
/// of every user, so that an application that reveals its own address reveals nothing.
///
/// They lie outside the ranges of the fake-address DNS (`10.192.0.0/10`), in private space. The
/// second half of the IPv6 address spells "Sallyport".
public final class LinkAddresses {
  /// The address of the outer-looking end, IPv4.
  public static final Inet4Address V4 = Inet4Address.ofLiteral("10.191.255.1");

  /// The address of the outer-looking end, IPv6, as the kernel's tools print it.
  public static final String V6_TEXT = "fd53:616c:6c79:706f:7274::1";

  /// The address of the outer-looking end, IPv6.
  public static final Inet6Address V6 = (Inet6Address) Inet6Address.ofLiteral(V6_TEXT);

  static final List<String> NAMES = List.of("eth0", "eth1");

  private LinkAddresses() {}
}
