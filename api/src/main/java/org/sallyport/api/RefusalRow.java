package org.sallyport.api;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/// One stream that was refused. Its text form is scrubbed: it names a destination.
///
/// @param workstation whose it was
/// @param application whose it was
/// @param pid the process that asked; null when unknown
/// @param port the port it came to, such as `SocksPort 9050`
/// @param destination `host:port`
/// @param reason the kind of rule, such as `policy` or `internal_address`
/// @param rule that rule in the words of the configuration; empty for rules that are always there
/// @param ageMillis how long ago it was
public record RefusalRow(
    String workstation,
    String application,
    @Nullable Long pid,
    String port,
    String destination,
    String reason,
    String rule,
    long ageMillis) {
  public RefusalRow {
    requireNonNull(workstation, "workstation");
    requireNonNull(application, "application");
    requireNonNull(port, "port");
    requireNonNull(destination, "destination");
    requireNonNull(reason, "reason");
    requireNonNull(rule, "rule");
  }

  @Override
  public String toString() {
    return "RefusalRow[reason=" + reason + ", [scrubbed]]";
  }
}
