package org.sallyport.core.lan;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.sallyport.core.firewall.Network;

/// The network of the workstations that are other machines.
///
/// @param internal the interface that they are on
/// @param addresses the gateway's own addresses there, with the length of their prefix
/// @param machines who may use it
public record Lan(String internal, List<Address> addresses, List<Machine> machines) {
  /// An address and the network around it: `10.152.152.10/18`.
  public record Address(InetAddress address, int bits) {
    /// The network that it is in.
    public Network network() {
      return Network.around(address, bits);
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
      }
    }
  }

  /// The gateway's own addresses.
  public Set<InetAddress> own() {
    return addresses.stream().map(Address::address).collect(Collectors.toUnmodifiableSet());
  }
}
