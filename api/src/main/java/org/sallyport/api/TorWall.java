package org.sallyport.api;

import static java.util.Objects.requireNonNull;

/// What holds tor itself, if it should ever be taken over: as the kernel tells it of the process
/// that runs.
///
/// @param user whom it runs as, a name or a number
/// @param privileged whether it has, or could get, a privilege
/// @param systemCallFilter whether its system calls are filtered
/// @param landlock the version of Landlock that keeps it from other files, 0 if none does
public record TorWall(String user, boolean privileged, boolean systemCallFilter, int landlock) {
  public TorWall {
    requireNonNull(user, "user");
    if (landlock < 0) {
      throw new IllegalArgumentException("landlock: " + landlock + " (expected: 0 or more)");
    }
  }
}
