package org.sallyport.core.lan;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sallyport.core.firewall.Network;
import org.sallyport.core.stream.Host;

/// A network of workstations that are other machines.
///
/// @param internal the interface that they are on
/// @param addresses the gateway's own addresses there, with the length of their prefix
/// @param machines who may use it; the addresses of each are in its networks
/// @param guests what becomes of others; null if they are dropped
/// @param limits of each
public record Lan(
    String internal,
    List<Address> addresses,
    List<Machine> machines,
    @Nullable Guests guests,
    MachineLimits limits) {
  /// An address and the network around it: `10.152.152.10/18`.
  public record Address(InetAddress address, int bits) {
    private static final Pattern BITS = Pattern.compile("0|[1-9][0-9]{0,2}");

    /// The address and the length of its prefix that a text is, with a `/` between them.
    public static Optional<Address> of(String text) {
      int slash = text.indexOf('/');
      String bits = text.substring(slash + 1);
      return slash > 0 && BITS.matcher(bits).matches()
          ? Host.literal(text.substring(0, slash))
              .filter(address -> Integer.parseInt(bits) <= address.getAddress().length * Byte.SIZE)
              .map(address -> new Address(address, Integer.parseInt(bits)))
          : Optional.empty();
    }

    /// The network that it is in.
    public Network network() {
      return Network.around(address, bits);
    }

    boolean isNear(Address other) {
      return network().contains(other.address) || other.network().contains(address);
    }

    /// Whether it may be a machine's.
    public boolean isFor(InetAddress other) {
      return network().contains(other) && !other.equals(address);
    }

    boolean isOfFamilyOf(InetAddress other) {
      return address.getAddress().length == other.getAddress().length;
    }
  }

  public Lan {
    addresses = List.copyOf(addresses);
    machines = List.copyOf(machines);
    var seen = new HashSet<InetAddress>();
    for (Machine machine : machines) {
      for (InetAddress address : machine.addresses()) {
        if (!seen.add(address)) {
          throw new IllegalArgumentException(
              "machine: " + address.getHostAddress() + " (expected: one machine of an address)");
        }
        if (addresses.stream().noneMatch(own -> own.isFor(address))) {
          throw new IllegalArgumentException(
              "machine: " + address.getHostAddress() + " (expected: an address of the network)");
        }
      }
    }
  }

  /// A network without strangers.
  public Lan(String internal, List<Address> addresses, List<Machine> machines) {
    this(internal, addresses, machines, null, MachineLimits.DEFAULTS);
  }

  boolean overlaps(Lan other) {
    return addresses.stream()
        .anyMatch(own -> other.addresses.stream().anyMatch(theirs -> own.isNear(theirs)));
  }

  /// Who may be there.
  public List<Resident> residents() {
    return guests == null
        ? List.copyOf(machines)
        : Stream.concat(machines.stream(), Stream.of(guests)).<Resident>map(who -> who).toList();
  }

  /// The gateway's own addresses.
  public Set<InetAddress> own() {
    return addresses.stream().map(Address::address).collect(Collectors.toUnmodifiableSet());
  }
}
