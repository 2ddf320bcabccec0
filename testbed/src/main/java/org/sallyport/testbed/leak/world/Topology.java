package org.sallyport.testbed.leak.world;

import java.util.List;
import java.util.stream.Collectors;

/// Addresses, interfaces and routes of the world, as text for `ip -batch`. Pure.
///
/// All neighbours are permanent and IPv6 configures nothing by itself, so that the kernels at both
/// ends have nothing to say to each other: every frame that arrives was sent by somebody. The
/// public addresses are from blocks reserved for documentation.
public final class Topology {
  /// The uplink's interface, as on an ordinary host.
  static final String UPLINK_INTERFACE = "eth0";

  /// The far end of it.
  static final String FAR_INTERFACE = "up0";

  /// The internal interfaces of a gateway's machine, as nft writes them.
  static final String INTERNAL_INTERFACES = "int*";

  /// Addresses of the host that the gateway runs on.
  static final List<String> HOST = List.of("192.168.77.2", "fd00:77::2", "169.254.77.2", "fe80::2");

  /// Hosts of the local network: the router, a neighbour, the resolver.
  static final List<String> NEIGHBOURS =
      List.of(
          "192.168.77.1",
          "fd00:77::1",
          "fe80::1",
          "192.168.77.30",
          "fd00:77::30",
          "192.168.77.53",
          "fd00:77::53",
          "169.254.77.9",
          "fe80::9");

  /// Hosts of the Internet: a server and a resolver.
  static final List<String> PUBLIC =
      List.of("198.51.100.9", "198.51.100.53", "2001:db8:5::9", "2001:db8:5::53");

  private static final String UPLINK_MAC = "02:00:00:00:77:02";
  private static final String FAR_MAC = "02:00:00:00:77:01";

  private Topology() {}

  /// What makes the pair; run in the uplink namespace.
  ///
  /// @param farNamespace a path that leads to the other namespace
  static String pair(String farNamespace) {
    return """
    link add %s address %s type veth peer name %s address %s netns %s
    link set %1$s addrgenmode none
    """
        .formatted(UPLINK_INTERFACE, UPLINK_MAC, FAR_INTERFACE, FAR_MAC, farNamespace);
  }

  /// What configures the uplink's end.
  static String uplink() {
    return "link set %s up\n".formatted(UPLINK_INTERFACE)
        + addresses(HOST, UPLINK_INTERFACE)
        + neighbours(NEIGHBOURS, FAR_MAC, UPLINK_INTERFACE)
        + """
        route add default via 192.168.77.1
        route add ::/0 via fd00:77::1
        """;
  }

  /// What configures the far end: one machine that is every host of the world.
  static String far() {
    return """
    link set lo up
    link set %1$s addrgenmode none
    link set %1$s up
    """
            .formatted(FAR_INTERFACE)
        + addresses(NEIGHBOURS, FAR_INTERFACE)
        + addresses(PUBLIC, "lo")
        + neighbours(HOST, UPLINK_MAC, FAR_INTERFACE)
        + """
        route add default via 192.168.77.2
        route add ::/0 via fd00:77::2
        """;
  }

  private static String addresses(List<String> addresses, String device) {
    return addresses.stream()
        .map(address ->
            "address add %s dev %s%s\n"
                .formatted(prefixed(address, device), device, isIpv6(address) ? " nodad" : ""))
        .collect(Collectors.joining());
  }

  private static String prefixed(String address, String device) {
    if (device.equals("lo")) {
      return address + (isIpv6(address) ? "/128" : "/32");
    }
    return address + (isIpv6(address) ? "/64" : address.startsWith("169.254.") ? "/16" : "/24");
  }

  private static String neighbours(List<String> addresses, String mac, String device) {
    return addresses.stream()
        .map(address ->
            "neighbour replace %s lladdr %s dev %s nud permanent\n".formatted(address, mac, device))
        .collect(Collectors.joining());
  }

  static boolean isIpv6(String address) {
    return address.contains(":");
  }
}
