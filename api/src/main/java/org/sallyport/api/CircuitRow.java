package org.sallyport.api;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// One circuit, or the conflux set of several legs that end at the same exit: what carries a stream
/// as one. Its text form is scrubbed: it names relays.
///
/// @param legs one, or the legs of a conflux set
/// @param purpose tor's purpose, such as `GENERAL`, `CONFLUX_LINKED`, `HS_CLIENT_REND`
/// @param status tor's status, such as `BUILT` or `CLOSED`
/// @param ageMillis how long it has existed
/// @param streams how many streams it ever carried
/// @param owners whose keys it ever carried, as `workstation/application`; two keys are a violation
public record CircuitRow(
    List<Leg> legs,
    String purpose,
    String status,
    long ageMillis,
    long streams,
    List<String> owners) {
  public CircuitRow {
    legs = List.copyOf(requireNonNull(legs, "legs"));
    requireNonNull(purpose, "purpose");
    requireNonNull(status, "status");
    owners = List.copyOf(requireNonNull(owners, "owners"));
    if (legs.isEmpty()) {
      throw new IllegalArgumentException("legs: none (expected: at least one)");
    }
  }

  @Override
  public String toString() {
    return "CircuitRow[[scrubbed]]";
  }

  /// One circuit as tor numbers it.
  ///
  /// @param id tor's id
  /// @param hops guard first
  public record Leg(String id, List<Hop> hops) {
    public Leg {
      requireNonNull(id, "id");
      hops = List.copyOf(requireNonNull(hops, "hops"));
    }

    @Override
    public String toString() {
      return "Leg[[scrubbed]]";
    }
  }
}
