package org.sallyport.gateway.config;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.sallyport.core.policy.ApplicationPolicy;
import org.sallyport.core.policy.DnsMode;
import org.sallyport.core.policy.IdentityRotation;
import org.sallyport.core.policy.IsolationUnit;
import org.sallyport.core.policy.TransparentTcp;
import org.sallyport.core.policy.WorkstationPolicy;
import org.sallyport.core.port.PortKind;
import org.sallyport.core.workstation.WorkstationName;

/// Reads `[workstation.NAME]` with its ports and applications.
final class WorkstationReader {
  private static final Set<String> KEYS = keys();

  private WorkstationReader() {}

  private static Set<String> keys() {
    var keys =
        new HashSet<>(
            Set.of(
                "dns",
                "transparent-tcp",
                "transparent-dns",
                "isolate",
                "ports",
                "port",
                "socks",
                "control-port",
                "machine",
                "application"));
    keys.addAll(RotationReader.KEYS);
    return Set.copyOf(keys);
  }

  /// The policy that the section describes; problems are recorded in the section.
  static WorkstationPolicy read(WorkstationName name, Section section) {
    section.refuseUnknown(KEYS);
    boolean transparent = section.bool("transparent-tcp").orElse(true);
    var rotation = RotationReader.read(section, IdentityRotation.NEVER);
    var applications = new ArrayList<ApplicationPolicy>();
    for (Section application : section.sections("application")) {
      ApplicationReader.read(application, rotation).ifPresent(applications::add);
    }
    return new WorkstationPolicy(
        name,
        dns(section),
        transparent ? TransparentTcp.REDIRECTED : TransparentTcp.REJECTED,
        section.choice("isolate", IsolationUnit.AUTOMATIC),
        PortReader.read(section).without(closed(section)),
        rotation,
        applications);
  }

  private static Set<PortKind> closed(Section section) {
    var closed = EnumSet.noneOf(PortKind.class);
    if (!section.bool("socks").orElse(true)) {
      closed.add(PortKind.SOCKS);
      closed.add(PortKind.HTTP_TUNNEL);
    }
    if (!section.bool("control-port").orElse(true)) {
      closed.add(PortKind.CONTROL);
    }
    return closed;
  }

  /// `dns = "off"` and `transparent-dns = false` are two words for one thing.
  private static DnsMode dns(Section section) {
    DnsMode mode = section.choice("dns", DnsMode.MAP);
    Optional<Boolean> transparent = section.bool("transparent-dns");
    if (transparent.isEmpty()) {
      return mode;
    }
    if (transparent.get() && mode == DnsMode.OFF) {
      section.problem("transparent-dns", "true contradicts dns = \"off\"; leave one of them out");
    }
    return transparent.get() ? mode : DnsMode.OFF;
  }
}
