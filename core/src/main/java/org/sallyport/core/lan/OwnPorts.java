package org.sallyport.core.lan;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.sallyport.core.lan.FirewallPolicy.Transparent;
import org.sallyport.core.port.Port;
import org.sallyport.core.port.PortKind;
import org.sallyport.core.workstation.WorkstationName;

/// The ports that this machine's own programs are taken to, on loopback. Their numbers are those of
/// a Whonix-Gateway.
public final class OwnPorts {
  /// The workstation that this machine's own programs are.
  public static final WorkstationName WORKSTATION = new WorkstationName("gateway");

  /// Where they listen.
  public static final List<InetAddress> LOOPBACK =
      List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1"));

  static final int TRANS = 9041;
  static final int DNS = 5400;

  private OwnPorts() {}

  /// The ports that a policy opens.
  public static List<Port> of(FirewallPolicy policy) {
    var ports = new ArrayList<Port>();
    for (Transparent what : policy.outgoing().transparent()) {
      ports.add(
          switch (what) {
            case TCP -> Port.of(PortKind.TRANS, TRANS);
            case DNS -> Port.of(PortKind.DNS, DNS);
          });
    }
    return List.copyOf(ports);
  }
}
