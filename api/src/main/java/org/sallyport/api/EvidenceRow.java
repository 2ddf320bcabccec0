package org.sallyport.api;

import static java.util.Objects.requireNonNull;

/// One event of tor's, as it was judged.
///
/// @param at when it came, ISO 8601 in UTC
/// @param line the event in the control protocol's syntax; `KEY="workstation/application#n"` stands
///   in place of the isolation token, n counting the keys of an application; without destination
public record EvidenceRow(String at, String line) {
  public EvidenceRow {
    requireNonNull(at, "at");
    requireNonNull(line, "line");
  }
}
