package org.sallyport.gateway.launch;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sallyport.core.policy.ApplicationPolicy;
import org.sallyport.core.policy.IdentityRotation;
import org.sallyport.core.policy.WorkstationPolicy;
import org.sallyport.core.port.Port;
import org.sallyport.core.workstation.ApplicationName;
import org.sallyport.core.workstation.WorkstationName;
import org.sallyport.dataplane.Compartment;
import org.sallyport.dataplane.CompartmentSpec;
import org.sallyport.dataplane.ListenAt;
import org.sallyport.gateway.admission.Admissions;
import org.sallyport.gateway.identity.Owner;
import org.sallyport.gateway.wrap.WrappedPrograms;
import org.sallyport.linux.nft.WorkstationRules;

/// Opens the ports of launches, as the policies say.
///
/// @param parts what launches are made with
record Doors(Launches.Parts parts) {
  /// The packet rules of a launch's network.
  WorkstationRules rules(Seat seat) {
    return LaunchPorts.rules(ports(seat));
  }

  /// The packet rules of most launches: of an application without a policy of its own in the
  /// workstation of whoever names none.
  WorkstationRules usualRules() {
    WorkstationPolicy workstation = parts.config().policy(WorkstationName.DEFAULT);
    var application = ApplicationPolicy.unrestricted(new ApplicationName("unnamed"));
    return LaunchPorts.rules(LaunchPorts.ports(workstation, application));
  }

  /// The applications that a launch is or, where every program is one, that the configuration
  /// names; and when each gets a new identity without being asked.
  Map<Owner, IdentityRotation> applications(Seat seat) {
    WorkstationPolicy workstation = workstation(seat);
    return switch (seat.unit()) {
      case EXECUTABLE ->
          workstation.applications().stream()
              .collect(
                  Collectors.toMap(
                      policy -> new Owner(workstation.name(), policy.name()),
                      workstation::rotationOf,
                      (first, _) -> first));
      case AUTOMATIC, APPLICATION, WORKSTATION -> Map.of(seat.owner(), rotation(seat));
    };
  }

  /// When a launch's own application gets a new identity without being asked.
  IdentityRotation rotation(Seat seat) {
    WorkstationPolicy workstation = workstation(seat);
    return workstation.rotationOf(seat.policy(workstation));
  }

  /// Opens the ports of a launch in its network.
  Launch.Door open(Seat seat, Sandboxes.LaunchPlace place) {
    var rules = new GuardedRules(place.namespace(), parts.firewall(), rules(seat));
    try {
      return open(seat, place, rules);
    } catch (RuntimeException e) {
      rules.close();
      throw e;
    }
  }

  private Launch.Door open(Seat seat, Sandboxes.LaunchPlace place, GuardedRules rules) {
    WorkstationPolicy workstation = workstation(seat);
    ApplicationPolicy policy = seat.policy(workstation);
    List<Port> ports = ports(seat);
    var subject =
        new Admissions.Subject(workstation, seat.owner(), policy, seat.unit(), wrapped(seat));
    var decider = parts.admissions().of(subject, place.namespace());
    var spec =
        new CompartmentSpec(
            place.namespace(),
            ports,
            decider.admission(),
            parts.upstream(),
            workstation.dnsOf(policy),
            decider.attribution(),
            place.sockets().files(ports),
            parts.torViews().of(seat.owner()),
            ListenAt.LOOPBACK);
    return new Launch.Door(place.namespace(), compartment(spec, decider), decider.sockets(), rules);
  }

  /// The launch of a wrapped command is that command and what it starts, whether its shim or
  /// somebody else launches it. Where every program is an application, or none, no list is asked.
  private WrappedPrograms wrapped(Seat seat) {
    return switch (seat.unit()) {
      case AUTOMATIC, APPLICATION -> {
        WrappedPrograms wrapped = parts.wrapFiles().read();
        yield wrapped.names(seat.executable()) ? WrappedPrograms.NONE : wrapped;
      }
      case EXECUTABLE, WORKSTATION -> WrappedPrograms.NONE;
    };
  }

  private WorkstationPolicy workstation(Seat seat) {
    return parts.config().policy(seat.owner().workstation());
  }

  private List<Port> ports(Seat seat) {
    WorkstationPolicy workstation = workstation(seat);
    return LaunchPorts.ports(workstation, seat.policy(workstation));
  }

  private Compartment compartment(CompartmentSpec spec, Admissions.Decider decider) {
    try {
      return parts.dataPlane().open(spec);
    } catch (RuntimeException e) {
      decider.sockets().close();
      throw e;
    }
  }
}
