package org.sallyport.core.attribution;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.sallyport.core.workstation.ApplicationName;

/// Who opened a connection.
public sealed interface Origin {
  /// Nobody asked: the streams of the launch are all alike.
  Origin NOT_ASKED = new NotAsked();

  /// The launch is one application.
  record NotAsked() implements Origin {}

  /// A process that was found and did not change while it was looked at.
  ///
  /// @param pid its number when it opened the connection, as the gateway's host numbers it
  /// @param program what it runs
  /// @param application what it is inside a launch that is one application; null if it belongs to
  ///   the launch, and where every program is an application
  record Found(long pid, Program program, @Nullable ApplicationName application) implements Origin {
    /// A process that its program says everything of.
    public Found(long pid, Program program) {
      this(pid, program, null);
    }
  }

  /// Another machine, known by its address only. The text form is scrubbed.
  record Machine(InetAddress address) implements Origin {
    @Override
    public String toString() {
      return "Machine[[scrubbed]]";
    }
  }

  /// Nobody could be found for certain: the process is gone, may not be looked at, shares the
  /// socket with another program, or there was no time to look.
  ///
  /// @param nonce never given twice in one run of the gateway; it goes into the isolation key, so
  ///   that the connection shares a circuit with nobody
  record Unknown(long nonce) implements Origin {}
}
