package org.sallyport.gateway.upstream;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.sallyport.core.policy.ApplicationPolicy;
import org.sallyport.core.policy.WorkstationPolicy;
import org.sallyport.core.port.Port;
import org.sallyport.core.port.UpstreamFlavour;
import org.sallyport.core.stream.Credentials;
import org.sallyport.core.workstation.ApplicationName;
import org.sallyport.core.workstation.WorkstationName;
import org.sallyport.gateway.config.GatewayConfig;

/// Which SocksPorts the upstream must have: one for each combination of flags that a stream of this
/// configuration can need. There are at most as many as there are sets of the flags that tor
/// enforces; tor's sockets cannot be added to while it runs, so they are known before it starts.
public final class Flavours {
  private static final Credentials SOME = Credentials.http("any", "");
  private static final ApplicationPolicy UNNAMED =
      ApplicationPolicy.unrestricted(new ApplicationName("unnamed"));

  private Flavours() {}

  /// The flavours in use; `PLAIN` always is.
  public static Set<UpstreamFlavour> inUse(GatewayConfig config) {
    var flavours = new HashSet<>(Set.of(UpstreamFlavour.PLAIN));
    var unnamed = WorkstationPolicy.defaults(WorkstationName.DEFAULT);
    Stream.concat(Stream.of(unnamed), config.workstations().values().stream())
        .map(Flavours::inUse)
        .forEach(flavours::addAll);
    return Set.copyOf(flavours);
  }

  private static Collection<UpstreamFlavour> inUse(WorkstationPolicy workstation) {
    var flavours = new HashSet<UpstreamFlavour>();
    for (Port port : workstation.ports().ports()) {
      Stream.concat(Stream.of(UNNAMED), workstation.applications().stream())
          .forEach(application -> flavours.addAll(of(application, port)));
    }
    return flavours;
  }

  private static List<UpstreamFlavour> of(ApplicationPolicy application, Port port) {
    return List.of(application.flavour(port, Credentials.NONE), application.flavour(port, SOME));
  }
}
