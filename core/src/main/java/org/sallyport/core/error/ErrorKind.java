package org.sallyport.core.error;

/// The kind of an environment failure: tells the reader what sort of remedy there is.
///
/// Each kind has the exit status that a command ends with; the statuses are part of the command
/// line's contract (`docs/reference/exit-codes.md`).
public enum ErrorKind {
  /// A configuration file or an argument says something that cannot be done.
  CONFIGURATION(3),
  /// A program or library that the gateway needs is absent or too old.
  MISSING_PREREQUISITE(4),
  /// The kernel does not let this user create user namespaces.
  NO_USER_NAMESPACE(5),
  /// Another gateway already serves here.
  ALREADY_RUNNING(6),
  /// No gateway serves here.
  NOT_RUNNING(7),
  /// tor did not start, did not bootstrap, or broke the control protocol.
  UPSTREAM(8),
  /// Something did not happen within its deadline.
  TIMEOUT(9),
  /// The kernel or the file system refused access.
  PERMISSION(10),
  /// A file could not be written: disk full, read-only, quota.
  STORAGE(11),
  /// A bug of ours.
  INTERNAL(70),
  /// The program to launch exists but may not be executed.
  PROGRAM_NOT_EXECUTABLE(126),
  /// The program to launch is not visible in the workstation.
  PROGRAM_NOT_FOUND(127);

  private final int exitStatus;

  ErrorKind(int exitStatus) {
    this.exitStatus = exitStatus;
  }

  /// The exit status of a command that fails with this kind.
  public int exitStatus() {
    return exitStatus;
  }
}
