package org.sallyport.api;

import static java.util.Objects.requireNonNull;

/// One workstation in the list.
///
/// @param name its name
/// @param configured whether the configuration file names it; others have the default policy
/// @param epoch how many new identities it has had
/// @param applicationsRunning launches that are alive
/// @param streamsOpen streams that are open
public record WorkstationRow(
    String name, boolean configured, long epoch, int applicationsRunning, int streamsOpen) {
  public WorkstationRow {
    requireNonNull(name, "name");
  }
}
