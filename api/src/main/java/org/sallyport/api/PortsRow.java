package org.sallyport.api;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// Neighbouring ports that differ in their number only.
///
/// @param kind what they speak, as torrc calls it
/// @param first the lowest number
/// @param last the highest number
/// @param flags as torrc writes them, without tor's defaults
/// @param purpose what they are for; may be empty
public record PortsRow(String kind, int first, int last, List<String> flags, String purpose) {
  public PortsRow {
    requireNonNull(kind, "kind");
    flags = List.copyOf(requireNonNull(flags, "flags"));
    requireNonNull(purpose, "purpose");
  }
}
