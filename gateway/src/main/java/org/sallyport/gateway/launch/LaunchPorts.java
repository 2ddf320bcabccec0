package org.sallyport.gateway.launch;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.sallyport.core.policy.ApplicationPolicy;
import org.sallyport.core.policy.DnsMode;
import org.sallyport.core.policy.TransparentTcp;
import org.sallyport.core.policy.WorkstationPolicy;
import org.sallyport.core.port.Port;
import org.sallyport.core.port.PortGroup;
import org.sallyport.core.port.PortKind;
import org.sallyport.linux.nft.LoopbackPorts;
import org.sallyport.linux.nft.Redirect;
import org.sallyport.linux.nft.WorkstationRules;

/// The ports that an application or a machine finds, and the packet rules that lead to them: its
/// workstation's table, without the transparent ports that are switched off.
public final class LaunchPorts {
  /// The ports where software with Tor settings of its own looks, whatever the table says; a table
  /// that has the number decides what it is.
  private static final List<Port> OF_TOR =
      List.of(
          Port.of(PortKind.SOCKS, 9050),
          Port.of(PortKind.CONTROL, 9051),
          Port.of(PortKind.SOCKS, 9102),
          Port.of(PortKind.SOCKS, 9150),
          Port.of(PortKind.CONTROL, 9151));

  private LaunchPorts() {}

  /// The ports as the table has them; what an application's policy adds is added to each stream.
  public static List<Port> ports(WorkstationPolicy workstation, ApplicationPolicy application) {
    boolean tcp = workstation.transparentTcpOf(application) == TransparentTcp.REDIRECTED;
    boolean dns = workstation.dnsOf(application) != DnsMode.OFF;
    Predicate<Port> open =
        port ->
            switch (port.kind()) {
              case TRANS -> tcp;
              case DNS -> dns;
              case SOCKS, HTTP_TUNNEL, CONTROL -> true;
            };
    List<Port> table = workstation.ports().ports();
    Predicate<Port> missing =
        isFreeIn(table).and(port -> !workstation.ports().closed().contains(port.kind()));
    return Stream.concat(table.stream().filter(open), OF_TOR.stream().filter(missing)).toList();
  }

  private static Predicate<Port> isFreeIn(List<Port> table) {
    return port -> table.stream().noneMatch(other -> other.number() == port.number());
  }

  /// The port of that number; every launch has those that unix sockets stand for, unless the table
  /// says that the number is another port.
  static Optional<Port> numbered(List<Port> ports, int number, PortKind kind) {
    return ports.stream()
        .filter(port -> port.number() == number && port.kind() == kind)
        .findFirst();
  }

  /// The rules that lead to those ports.
  static WorkstationRules rules(List<Port> ports) {
    return new WorkstationRules(
        redirect(ports, PortKind.TRANS), redirect(ports, PortKind.DNS), loopback(ports));
  }

  private static List<LoopbackPorts> loopback(List<Port> ports) {
    return PortGroup.of(ports).stream()
        .filter(group ->
            switch (group.kind()) {
              case SOCKS, HTTP_TUNNEL, CONTROL -> true;
              case TRANS, DNS -> false;
            })
        .map(group -> new LoopbackPorts(group.ranges(), group.listening().number()))
        .toList();
  }

  private static Redirect redirect(List<Port> ports, PortKind kind) {
    return ports.stream()
        .filter(port -> port.kind() == kind)
        .findFirst()
        .<Redirect>map(port -> new Redirect.To(port.number()))
        .orElseGet(Redirect.Off::new);
  }
}
