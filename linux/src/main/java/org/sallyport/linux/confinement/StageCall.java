package org.sallyport.linux.confinement;

import java.util.Locale;
import org.sallyport.linux.seccomp.Architecture;

/// A system call of the stage, which perl makes by number; those of Landlock have the same number
/// everywhere.
///
/// Source: `arch/x86/entry/syscalls/syscall_64.tbl` and `include/uapi/asm-generic/unistd.h`.
enum StageCall {
  UNSHARE(272, 97),
  MOUNT(165, 40),
  PRCTL(157, 167),
  CAPSET(126, 91),
  SETGROUPS(116, 159),
  SETRESGID(119, 149),
  SETRESUID(117, 147);

  private final int x8664;
  private final int aarch64;

  StageCall(int x8664, int aarch64) {
    this.x8664 = x8664;
    this.aarch64 = aarch64;
  }

  int numberOn(Architecture architecture) {
    return switch (architecture) {
      case X86_64 -> x8664;
      case AARCH64 -> aarch64;
    };
  }

  /// The name that the script knows it by.
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
