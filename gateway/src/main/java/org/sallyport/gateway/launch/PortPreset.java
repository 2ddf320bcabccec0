package org.sallyport.gateway.launch;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.sallyport.core.policy.ApplicationPolicy;
import org.sallyport.core.policy.DnsMode;
import org.sallyport.core.policy.TransparentTcp;
import org.sallyport.core.policy.WorkstationPolicy;
import org.sallyport.core.port.Port;
import org.sallyport.core.port.PortKind;
import org.sallyport.linux.nft.Redirect;
import org.sallyport.linux.nft.WorkstationRules;

/// The ports that an application gets, and the packet rules that lead to them. The numbers are
/// those that software expects: 9050 of tor, 9150 of Tor Browser, 9040 and 5300 of Whonix.
final class PortPreset {
  static final int TRANS = 9040;
  static final int DNS = 5300;

  private static final int SOCKS = 9050;
  private static final int BROWSER_SOCKS = 9150;
  private static final int HTTP_TUNNEL = 9080;

  private PortPreset() {}

  /// The ports, with the flags that the application's policy adds.
  static List<Port> ports(WorkstationPolicy workstation, ApplicationPolicy application) {
    var ports = new ArrayList<Port>();
    ports.add(Port.of(PortKind.SOCKS, SOCKS));
    ports.add(Port.of(PortKind.SOCKS, BROWSER_SOCKS));
    ports.add(Port.of(PortKind.HTTP_TUNNEL, HTTP_TUNNEL));
    if (workstation.transparentTcp() == TransparentTcp.REDIRECTED) {
      ports.add(Port.of(PortKind.TRANS, TRANS));
    }
    if (workstation.dns() != DnsMode.OFF) {
      ports.add(Port.of(PortKind.DNS, DNS));
    }
    return ports.stream().map(port -> withFlags(port, application)).toList();
  }

  /// The rules that lead to those ports.
  static WorkstationRules rules(WorkstationPolicy workstation) {
    Redirect tcp =
        switch (workstation.transparentTcp()) {
          case REDIRECTED -> new Redirect.To(TRANS);
          case REJECTED -> new Redirect.Off();
        };
    Redirect dns =
        switch (workstation.dns()) {
          case MAP, RESOLVE -> new Redirect.To(DNS);
          case OFF -> new Redirect.Off();
        };
    return new WorkstationRules(tcp, dns);
  }

  private static Port withFlags(Port port, ApplicationPolicy application) {
    if (application.flags().isEmpty()) {
      return port;
    }
    var flags = EnumSet.copyOf(port.flags());
    flags.addAll(application.flags());
    return new Port(port.kind(), port.number(), port.group(), flags);
  }
}
