package org.sallyport.api;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// One application of a workstation.
///
/// @param name its name
/// @param epoch how many new identities it has had
/// @param pids the launches of it that are alive; empty when it has ended
/// @param streamsOpen streams that are open
public record ApplicationRow(String name, long epoch, List<Long> pids, int streamsOpen) {
  public ApplicationRow {
    requireNonNull(name, "name");
    pids = List.copyOf(requireNonNull(pids, "pids"));
  }
}
