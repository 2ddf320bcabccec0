package org.sallyport.core.lan;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.sallyport.core.port.Port;
import org.sallyport.core.port.PortGroup;
import org.sallyport.core.port.PortKind;

/// Where the sockets of one machine's ports listen: on the gateway's internal addresses, with
/// numbers that no other machine's sockets have. Packet rules lead a machine to its own sockets and
/// nobody else there, so that a socket knows whose connections it accepts.
///
/// @param machine whose
/// @param addresses the gateway's
/// @param first the lowest number; each kind of port takes one
/// @param ports what is open to the machine
public record Entrance(Machine machine, List<InetAddress> addresses, int first, List<Port> ports) {
  /// The lowest number of all entrances.
  public static final int LOWEST = 20_000;

  public Entrance {
    addresses = List.copyOf(addresses);
    ports = List.copyOf(ports);
  }

  /// The entrance of the nth machine, from 0.
  public static Entrance of(Lan lan, int index, List<Port> ports) {
    int first = LOWEST + index * PortKind.values().length;
    return new Entrance(
        lan.machines().get(index),
        lan.addresses().stream().map(Lan.Address::address).toList(),
        first,
        ports);
  }

  /// The ports of one kind, if there are any.
  Optional<PortGroup> group(PortKind kind) {
    return PortGroup.of(ports).stream().filter(group -> group.kind() == kind).findFirst();
  }

  /// Where ports of a kind listen.
  public int listening(PortKind kind) {
    return first + List.of(PortKind.values()).indexOf(kind);
  }
}
