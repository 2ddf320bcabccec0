package org.sallyport.api;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// What one application used since the gateway started. Its text form is scrubbed: it names exits.
///
/// @param workstation the compartment
/// @param application the application
/// @param keys how many isolation keys its streams had
/// @param circuits the circuits it used; a conflux set as `14+15`
/// @param exits the nicknames of the exits it was seen from
/// @param streams how many streams it had
public record IsolationRow(
    String workstation,
    String application,
    int keys,
    List<String> circuits,
    List<String> exits,
    long streams) {
  public IsolationRow {
    requireNonNull(workstation, "workstation");
    requireNonNull(application, "application");
    circuits = List.copyOf(requireNonNull(circuits, "circuits"));
    exits = List.copyOf(requireNonNull(exits, "exits"));
  }

  @Override
  public String toString() {
    return "IsolationRow[" + workstation + "/" + application + ", [scrubbed]]";
  }
}
