package org.sallyport.linux.attribution;

import org.jspecify.annotations.Nullable;
import org.sallyport.core.attribution.Program;
import org.sallyport.core.workstation.ApplicationName;

/// What was found of the process behind a connection.
public sealed interface Finding {
  /// The process that opened it.
  ///
  /// @param pid its number in our own process namespace
  /// @param program what it runs
  /// @param application what it is inside its launch; null if it belongs to the launch
  record Opener(long pid, Program program, @Nullable ApplicationName application)
      implements Finding {}

  /// No process for certain.
  record Nobody(Doubt why) implements Finding {}

  /// Why there is no answer.
  enum Doubt {
    /// The socket, or every process that had it, is gone or cannot be looked at.
    GONE,
    /// Processes that run different programs have the socket.
    AMBIGUOUS,
    /// To which application of its launch it belongs cannot be told.
    UNCLEAR,
    /// What the process runs has no name that can be relied on: its file was deleted, is in memory
    /// only, or its script cannot be found.
    UNNAMED
  }
}
