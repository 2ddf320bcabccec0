package org.sallyport.api;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// Two applications that had circuits in common, which must never happen.
///
/// @param one as `workstation/application`
/// @param other as `workstation/application`
/// @param circuits the circuits; a conflux set as `14+15`
public record SharedRow(String one, String other, List<String> circuits) {
  public SharedRow {
    requireNonNull(one, "one");
    requireNonNull(other, "other");
    circuits = List.copyOf(requireNonNull(circuits, "circuits"));
    if (circuits.isEmpty()) {
      throw new IllegalArgumentException("circuits: none (expected: at least one)");
    }
  }
}
