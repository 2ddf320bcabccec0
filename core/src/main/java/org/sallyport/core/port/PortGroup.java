package org.sallyport.core.port;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The ports of one kind, which share one listening socket for each address family: packet rules
/// take every number of the group to the listening one, and the kernel says which number a
/// connection was meant for. So a hundred ports cost an application what one does.
///
/// @param kind what all of them speak
/// @param ports at least one, in ascending order
public record PortGroup(PortKind kind, List<Port> ports) {
  public PortGroup {
    ports = ports.stream().sorted(Comparator.comparingInt(Port::number)).toList();
    if (ports.isEmpty()) {
      throw new IllegalArgumentException("ports: none (expected: at least one)");
    }
    for (Port port : ports) {
      if (port.kind() != kind) {
        throw new IllegalArgumentException(
            "port: " + port.kind().torrcName() + " (expected: " + kind.torrcName() + ")");
      }
    }
  }

  /// The groups that the ports make.
  public static List<PortGroup> of(List<Port> ports) {
    var groups = new ArrayList<PortGroup>();
    for (PortKind kind : PortKind.values()) {
      List<Port> same = ports.stream().filter(port -> port.kind() == kind).toList();
      if (!same.isEmpty()) {
        groups.add(new PortGroup(kind, same));
      }
    }
    return List.copyOf(groups);
  }

  /// The port whose number the socket listens on: the lowest.
  public Port listening() {
    return ports.getFirst();
  }

  /// The port of that number.
  public Optional<Port> find(int number) {
    return ports.stream().filter(port -> port.number() == number).findFirst();
  }

  /// The numbers of the group.
  public List<PortRange> ranges() {
    return PortRange.covering(ports.stream().map(Port::number).toList());
  }
}
