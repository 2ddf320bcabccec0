package org.sallyport.dataplane;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.sallyport.core.admission.StreamAdmission;
import org.sallyport.core.attribution.Attribution;
import org.sallyport.core.place.Place;
import org.sallyport.core.policy.DnsMode;
import org.sallyport.core.port.Port;
import org.sallyport.core.port.UpstreamFlavour;
import org.sallyport.core.state.TorView;

/// What a compartment is made of.
///
/// @param place where its listeners are constructed: the application's network namespace
/// @param ports its ports; those of one kind share a listener (`PortGroup`), and connections to
///   them are redirected to it
/// @param admission decides about its streams
/// @param upstream the unix sockets of tor's SocksPorts, by what a stream needs
/// @param dns how its names are answered
/// @param attribution says who opened its connections
/// @param sockets unix sockets that stand for ports
/// @param tor what the application is shown on its ControlPorts
/// @param at where its listeners listen
public record CompartmentSpec(
    Place place,
    List<Port> ports,
    StreamAdmission admission,
    Map<UpstreamFlavour, Path> upstream,
    DnsMode dns,
    Attribution attribution,
    List<SocketFile> sockets,
    TorView tor,
    ListenAt at) {
  /// A compartment without unix sockets and without a ControlPort that means anything.
  public CompartmentSpec(
      Place place,
      List<Port> ports,
      StreamAdmission admission,
      Map<UpstreamFlavour, Path> upstream,
      DnsMode dns,
      Attribution attribution) {
    this(
        place,
        ports,
        admission,
        upstream,
        dns,
        attribution,
        List.of(),
        TorView.NONE,
        ListenAt.LOOPBACK);
  }

  public CompartmentSpec {
    ports = List.copyOf(ports);
    sockets = List.copyOf(sockets);
    upstream = Map.copyOf(upstream);
  }
}
