package org.sallyport.linux.confinement;

import org.sallyport.linux.syscall.Syscalls;

/// What this kernel knows of Landlock (landlock(7)), by which a process gives away rights over
/// files for itself and everything that it starts.
public final class Landlock {
  /// The version of a kernel that has none, or in which it was switched off at boot.
  public static final int NONE = 0;

  private Landlock() {}

  /// The version of this kernel's interface, from 1 on, or [#NONE].
  public static int version() {
    return Math.max(NONE, Syscalls.landlockVersion());
  }
}
