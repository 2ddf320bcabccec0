package org.sallyport.core.policy;

import java.util.List;
import java.util.Set;
import org.sallyport.core.port.IsolationFlag;
import org.sallyport.core.stream.Destination;
import org.sallyport.core.stream.Host;
import org.sallyport.core.workstation.ApplicationName;

/// What the configuration says of one application.
///
/// @param name its name, as given at launch
/// @param executables absolute paths of programs that are this application
/// @param flags isolation flags added to those of every port it uses
/// @param allow the destinations that it may reach; empty means every one
public record ApplicationPolicy(
    ApplicationName name,
    List<String> executables,
    Set<IsolationFlag> flags,
    List<DestinationPattern> allow) {
  public ApplicationPolicy {
    executables = List.copyOf(executables);
    flags = Set.copyOf(flags);
    allow = List.copyOf(allow);
  }

  /// The policy of an application that the configuration does not name: no restriction.
  public static ApplicationPolicy unrestricted(ApplicationName name) {
    return new ApplicationPolicy(name, List.of(), Set.of(), List.of());
  }

  /// Whether the application may reach the destination.
  public boolean allows(Destination destination) {
    return allow.isEmpty() || allow.stream().anyMatch(pattern -> pattern.matches(destination));
  }

  /// Whether the application may look the host up: a lookup has no port, so a host that it may
  /// reach on any port will do.
  public boolean allowsLookupOf(Host host) {
    return allow.isEmpty() || allow.stream().anyMatch(pattern -> pattern.matches(host));
  }
}
