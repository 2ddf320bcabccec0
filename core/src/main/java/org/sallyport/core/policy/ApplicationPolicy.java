package org.sallyport.core.policy;

import java.util.List;
import java.util.Set;
import org.sallyport.core.port.IsolationFlag;
import org.sallyport.core.port.Port;
import org.sallyport.core.port.UpstreamFlavour;
import org.sallyport.core.stream.Credentials;
import org.sallyport.core.workstation.ApplicationName;

/// What the configuration says of one application.
///
/// @param name its name, as given at launch
/// @param programs the programs that are this application
/// @param flags isolation flags added to those of every port it uses
/// @param destinations what it may reach
/// @param switches what it turns on or off for itself
public record ApplicationPolicy(
    ApplicationName name,
    ProgramPaths programs,
    Set<IsolationFlag> flags,
    DestinationPolicy destinations,
    Switches switches) {
  public ApplicationPolicy {
    flags = Set.copyOf(flags);
  }

  /// The policy of an application that is known by its name and by executables.
  public ApplicationPolicy(
      ApplicationName name,
      List<String> executables,
      Set<IsolationFlag> flags,
      DestinationPolicy destinations,
      Switches switches) {
    this(name, new ProgramPaths(executables, List.of(), List.of()), flags, destinations, switches);
  }

  /// The policy of an application that the configuration does not name: no restriction.
  public static ApplicationPolicy unrestricted(ApplicationName name) {
    return new ApplicationPolicy(
        name, ProgramPaths.NONE, Set.of(), DestinationPolicy.EVERYTHING, Switches.INHERITED);
  }

  /// The port as it is for this application: with its flags added.
  public Port on(Port port) {
    return port.plus(flags, Set.of());
  }

  /// Which of the upstream's SocksPorts a stream of this application takes.
  ///
  /// @param port the listener that it came to
  /// @param credentials what the client gave
  public UpstreamFlavour flavour(Port port, Credentials credentials) {
    UpstreamFlavour flavour = UpstreamFlavour.of(port, credentials);
    return switch (switches.circuits()) {
      case ROTATING -> flavour;
      case STABLE -> flavour.keptAlive();
    };
  }
}
