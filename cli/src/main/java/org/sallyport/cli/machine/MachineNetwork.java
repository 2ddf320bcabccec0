package org.sallyport.cli.machine;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sallyport.core.firewall.AddressText;
import org.sallyport.core.firewall.Network;
import org.sallyport.core.stream.Host;

/// How a machine is connected to its gateway.
///
/// @param name its interface
/// @param legs one for each family of addresses that it has, IPv4 before IPv6
public record MachineNetwork(String name, List<Leg> legs) {
  private static final Pattern INTERFACE = Pattern.compile("[a-zA-Z][a-zA-Z0-9_.-]{0,14}");
  private static final Pattern BITS = Pattern.compile("[1-9][0-9]{0,2}");

  /// The machine's address in one family, and the gateway's.
  ///
  /// Law: the gateway is another machine of the same network, so that it can be a route.
  ///
  /// @param address the machine's
  /// @param bits the length of the network's prefix
  /// @param gateway the gateway's
  public record Leg(InetAddress address, int bits, InetAddress gateway) {
    public Leg {
      if (address.equals(gateway) || !Network.around(address, bits).contains(gateway)) {
        throw new IllegalArgumentException(
            "gateway: %s (expected: another address of the network of %s/%d)"
                .formatted(AddressText.of(gateway), AddressText.of(address), bits));
      }
    }

    boolean isV4() {
      return address.getAddress().length == V4_BYTES;
    }

    /// The machine's address with its prefix: `10.152.152.11/18`.
    String addressText() {
      return AddressText.of(address) + "/" + bits;
    }

    /// The gateway's address.
    String gatewayText() {
      return AddressText.of(gateway);
    }

    /// The gateway's address as it stands before a port: IPv6 in brackets.
    String gatewayHost() {
      return isV4() ? gatewayText() : "[" + gatewayText() + "]";
    }
  }

  private static final int V4_BYTES = 4;

  /// The prefixes of a Whonix-Gateway's internal network.
  private static final int USUAL_V4_BITS = 18;

  private static final int USUAL_V6_BITS = 96;

  /// The gateways that a machine has which names none.
  static final List<String> USUAL_GATEWAYS = List.of("10.152.152.10", "fd19:c33d:88bc::10");

  public MachineNetwork {
    legs = List.copyOf(legs);
    if (!INTERFACE.matcher(name).matches() || name.equals("lo")) {
      throw new IllegalArgumentException(
          "interface: " + name + " (expected: the name of one, as in ip link)");
    }
    if (legs.isEmpty() || legs.stream().map(Leg::isV4).distinct().count() != legs.size()) {
      throw new IllegalArgumentException("addresses: (expected: one IPv4, one IPv6, or both)");
    }
  }

  /// The network that these words describe.
  ///
  /// @param addresses the machine's own, perhaps with `/` and the length of their prefix; without
  ///   it, it is that of a Whonix-Gateway's network
  /// @param gateways the gateway's, one for each address; none at all are a Whonix-Gateway's
  /// @throws IllegalArgumentException if they describe none
  public static MachineNetwork of(String name, List<String> addresses, List<String> gateways) {
    var routes =
        (gateways.isEmpty() ? USUAL_GATEWAYS : gateways)
            .stream().map(MachineNetwork::literal).toList();
    var used = new HashSet<InetAddress>();
    var legs =
        addresses.stream()
            .map(text -> leg(text, routes, used))
            .sorted((one, other) -> Boolean.compare(other.isV4(), one.isV4()))
            .toList();
    for (InetAddress route : routes) {
      if (!gateways.isEmpty() && !used.contains(route)) {
        throw new IllegalArgumentException(
            "gateway: "
                + AddressText.of(route)
                + " (expected: an address of the machine's in the same family)");
      }
    }
    return new MachineNetwork(name, legs);
  }

  private static Leg leg(String text, List<InetAddress> routes, HashSet<InetAddress> used) {
    int slash = text.indexOf('/');
    InetAddress address = literal(slash < 0 ? text : text.substring(0, slash));
    boolean v4 = address.getAddress().length == V4_BYTES;
    int usual = v4 ? USUAL_V4_BITS : USUAL_V6_BITS;
    int bits = slash < 0 ? usual : bits(text, slash, address.getAddress().length * Byte.SIZE);
    Optional<InetAddress> route =
        routes.stream()
            .filter(gateway -> gateway.getAddress().length == address.getAddress().length)
            .findFirst();
    route.ifPresent(used::add);
    return new Leg(
        address,
        bits,
        route.orElseThrow(() ->
            new IllegalArgumentException(
                "address: " + text + " (expected: a gateway of the same family)")));
  }

  private static int bits(String text, int slash, int most) {
    String bits = text.substring(slash + 1);
    if (!BITS.matcher(bits).matches() || Integer.parseInt(bits) > most) {
      throw new IllegalArgumentException(
          "address: " + text + " (expected: 1 to " + most + " bits)");
    }
    return Integer.parseInt(bits);
  }

  private static InetAddress literal(String text) {
    if (Host.of(text).orElse(null) instanceof Host.Address(var address)
        && !address.isLoopbackAddress()
        && !address.isAnyLocalAddress()
        && !address.isMulticastAddress()
        && !address.isLinkLocalAddress()) {
      return address;
    }
    throw new IllegalArgumentException(
        "address: " + text + " (expected: that of a machine, such as 10.152.152.11)");
  }

  /// Whether the machine has an IPv4 address.
  boolean hasV4() {
    return legs.stream().anyMatch(Leg::isV4);
  }

  /// Whether the machine has an IPv6 address.
  boolean hasV6() {
    return legs.stream().anyMatch(leg -> !leg.isV4());
  }

  /// The leg that ports of the gateway are reached by.
  Leg first() {
    return legs.getFirst();
  }
}
