package org.sallyport.testbed.lan;

/// An internal network of a gateway's. The gateway has the number 10 in it.
///
/// @param internal the gateway's interface
/// @param v4 what its IPv4 addresses begin with
/// @param bitsV4 the length of its prefix
/// @param v6 what its IPv6 addresses begin with
/// @param macs what the hardware addresses of its machines begin with
public record Segment(String internal, String v4, int bitsV4, String v6, String macs) {
  /// The one of a Whonix-Gateway.
  public static final Segment FIRST =
      new Segment("int0", "10.152.152.", 18, "fd19:c33d:88bc::", "52:54:00:00:00:");

  /// Another one, beside it.
  public static final Segment SECOND =
      new Segment("int1", "10.152.200.", 24, "fd19:c33d:88bd::", "52:54:00:00:01:");

  private static final int GATEWAY = 10;
  private static final int BITS_V6 = 96;

  /// The gateway's IPv4 address.
  public String gatewayV4() {
    return v4 + GATEWAY;
  }

  /// The gateway's IPv6 address.
  public String gatewayV6() {
    return v6 + GATEWAY;
  }

  /// The gateway's hardware address.
  public String gatewayMac() {
    return macOf(GATEWAY);
  }

  /// The gateway's link-local address.
  public String gatewayLinkLocal() {
    return "fe80::" + GATEWAY;
  }

  /// A machine's IPv4 address.
  public String v4Of(int number) {
    return v4 + number;
  }

  /// A machine's IPv6 address.
  public String v6Of(int number) {
    return v6 + number;
  }

  /// A machine's hardware address; numbers have two digits.
  public String macOf(int number) {
    return macs + number;
  }

  /// A shell line that gives an interface both addresses of a number.
  String addresses(int number, String device) {
    return "ip addr add %s/%d dev %s && ip -6 addr add %s/%d dev %3$s nodad"
        .formatted(v4Of(number), bitsV4, device, v6Of(number), BITS_V6);
  }

  /// A shell line that makes the gateway's interface, a bridge.
  String bridge() {
    return "ip link add %s address %s type bridge && ip link set %1$s up && %s"
            .formatted(internal, gatewayMac(), addresses(GATEWAY, internal))
        + " && ip -6 addr add %s/64 dev %s nodad".formatted(gatewayLinkLocal(), internal);
  }

  /// What the gateway is told of it.
  public String toml() {
    return "[[lan]]\ninterface = \"%s\"\naddresses = [\"%s/%d\", \"%s/%d\"]\n"
        .formatted(internal, gatewayV4(), bitsV4, gatewayV6(), BITS_V6);
  }

  /// What the gateway is told of a machine there.
  public String toml(String workstation, int number) {
    return """
    [workstation.%s]
    ports = "whonix"
    [[workstation.%1$s.machine]]
    addresses = ["%s", "%s"]
    mac = "%s"
    """
        .formatted(workstation, v4Of(number), v6Of(number), macOf(number));
  }
}
