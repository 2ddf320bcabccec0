package org.sallyport.gateway.lan;

import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.sallyport.core.lan.Guests;
import org.sallyport.core.lan.Machine;
import org.sallyport.core.lan.Resident;
import org.sallyport.core.policy.DnsMode;
import org.sallyport.core.port.Port;
import org.sallyport.dataplane.Compartment;
import org.sallyport.gateway.identity.Owner;

/// The open ports of one machine.
///
/// @param plan what it is made for, and where
/// @param compartment what is open
record Room(Plan plan, Compartment compartment) {
  /// What a room is made for. While that is the same, a room need not be made anew.
  ///
  /// @param owner whose streams they are
  /// @param resident who comes in; nobody for the ports of the gateway's own programs
  /// @param addresses where it listens
  /// @param ports what it offers
  /// @param dns how it answers lookups
  record Kind(
      Owner owner,
      Optional<Resident> resident,
      List<InetAddress> addresses,
      List<Port> ports,
      DnsMode dns) {
    Kind {
      addresses = List.copyOf(addresses);
      ports = List.copyOf(ports);
    }

    /// Whether it is for somebody whom the other one is for, too.
    boolean sharesResidentWith(Kind other) {
      return switch (resident.orElse(null)) {
        case Machine one ->
            other.resident().orElse(null) instanceof Machine two
                && !Collections.disjoint(one.addresses(), two.addresses());
        case Guests _ ->
            other.resident().orElse(null) instanceof Guests && addresses.equals(other.addresses());
        case null -> other.resident().isEmpty();
      };
    }
  }

  /// A room before it is open.
  ///
  /// @param first the lowest number that it listens at; 0 for those of the ports themselves
  record Plan(Kind kind, int first) {}
}
