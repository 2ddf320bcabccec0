package org.sallyport.cli.command;

import org.sallyport.core.error.ErrorKind;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// One command of the command line.
public interface Command {
  /// Its name, options and help. The same object at every call.
  CommandSpec spec();

  /// Does it.
  ///
  /// @return the exit status
  /// @throws org.sallyport.core.error.GatewayException what the caller turns into a message and an
  ///   exit status
  int run(ParseResult line);

  /// Whose exit status it is when the command itself fails.
  default Failures failures() {
    return Failures.OWN;
  }

  /// How a failing command ends.
  enum Failures {
    /// Each kind of failure has its status, wrong usage has 2.
    OWN,
    /// The application's status passes through, so our failures are 125, and 126 and 127 when its
    /// program cannot be run.
    AROUND_APPLICATION;

    /// The exit status of a failure of this kind.
    public int statusOf(ErrorKind kind) {
      return switch (this) {
        case OWN -> kind.exitStatus();
        case AROUND_APPLICATION -> aroundApplication(kind);
      };
    }

    private static int aroundApplication(ErrorKind kind) {
      return switch (kind) {
        case PROGRAM_NOT_EXECUTABLE, PROGRAM_NOT_FOUND -> kind.exitStatus();
        case CONFIGURATION,
            MISSING_PREREQUISITE,
            NO_USER_NAMESPACE,
            ALREADY_RUNNING,
            NOT_RUNNING,
            UPSTREAM,
            TIMEOUT,
            PERMISSION,
            STORAGE,
            INTERNAL ->
            ExitStatus.AROUND_APPLICATION;
      };
    }

    /// The exit status of wrong usage.
    public int ofUsage() {
      return switch (this) {
        case OWN -> ExitStatus.USAGE;
        case AROUND_APPLICATION -> ExitStatus.AROUND_APPLICATION;
      };
    }
  }
}
