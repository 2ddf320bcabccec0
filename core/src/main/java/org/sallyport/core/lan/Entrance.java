package org.sallyport.core.lan;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.sallyport.core.port.Port;
import org.sallyport.core.port.PortGroup;
import org.sallyport.core.port.PortKind;
import org.sallyport.core.workstation.WorkstationName;

/// Where the sockets of one machine's ports listen: on the gateway's internal addresses, with
/// numbers that no other machine's sockets have. Packet rules lead a machine to its own sockets and
/// nobody else there, so that a socket knows whose connections it accepts. The machines that nobody
/// has named share one entrance.
///
/// @param lan where
/// @param resident whose
/// @param first the lowest number; each kind of port takes one
/// @param ports what is open to the machine
public record Entrance(Lan lan, Resident resident, int first, List<Port> ports) {
  /// The lowest number of all entrances.
  public static final int LOWEST = 20_000;

  public Entrance {
    ports = List.copyOf(ports);
  }

  /// The entrances of everybody who may be on an internal interface.
  ///
  /// @param ports what is open to the machines of a workstation
  public static List<Entrance> all(LanPolicy policy, Function<WorkstationName, List<Port>> ports) {
    var entrances = new ArrayList<Entrance>();
    for (Lan lan : policy.lans()) {
      for (Resident resident : lan.residents()) {
        int first = LOWEST + entrances.size() * PortKind.values().length;
        entrances.add(new Entrance(lan, resident, first, ports.apply(resident.workstation())));
      }
    }
    return List.copyOf(entrances);
  }

  /// The gateway's addresses that it listens on.
  public List<InetAddress> addresses() {
    return lan.addresses().stream().map(Lan.Address::address).toList();
  }

  /// The ports of one kind, if there are any.
  Optional<PortGroup> group(PortKind kind) {
    return PortGroup.of(ports).stream().filter(group -> group.kind() == kind).findFirst();
  }

  /// Where ports of a kind listen.
  public int listening(PortKind kind) {
    return listening(first, kind);
  }

  /// Where ports of a kind listen, in an entrance with that lowest number.
  public static int listening(int first, PortKind kind) {
    return first + List.of(PortKind.values()).indexOf(kind);
  }

  /// The same with another lowest number.
  public Entrance at(int lowest) {
    return new Entrance(lan, resident, lowest, ports);
  }
}
