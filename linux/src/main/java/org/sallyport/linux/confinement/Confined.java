package org.sallyport.linux.confinement;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// What a running process may do, in the kernel's own words (`/proc/PID/status`). Landlock does not
/// show there.
///
/// @param uid whom it runs as
/// @param capabilities whether it has any, or could get any
/// @param newPrivileges whether a program that it starts could have more rights than it
/// @param systemCallFilter whether its system calls are filtered (seccomp)
public record Confined(
    long uid, boolean capabilities, boolean newPrivileges, boolean systemCallFilter) {
  private static final String NO_CAPABILITY = "0000000000000000";
  private static final String FILTER = "2";

  /// Reads a process's; empty if it has ended.
  public static Optional<Confined> of(long pid) {
    try {
      return in(Files.readString(Path.of("/proc/" + pid + "/status")));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// Reads a text like `/proc/PID/status`; empty if it lacks a line.
  static Optional<Confined> in(String status) {
    String uid = field(status, "Uid");
    String capabilities = field(status, "CapPrm");
    String sealed = field(status, "NoNewPrivs");
    String filter = field(status, "Seccomp");
    if (uid.isEmpty() || capabilities.isEmpty() || sealed.isEmpty() || filter.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Confined(
            Long.parseLong(uid),
            !capabilities.equals(NO_CAPABILITY),
            !sealed.equals("1"),
            filter.equals(FILTER)));
  }

  /// The first value of a line; "" if there is none.
  private static String field(String status, String name) {
    return status
        .lines()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip().split("\\s", 2)[0])
        .findFirst()
        .orElse("");
  }
}
