package org.sallyport.linux.seccomp;

import java.util.Locale;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// A processor architecture whose system-call numbers are known here; both are little-endian.
public enum Architecture {
  /// `AUDIT_ARCH_X86_64`.
  X86_64(0xC000_003E),
  /// `AUDIT_ARCH_AARCH64`.
  AARCH64(0xC000_00B7);

  private final int auditNumber;

  Architecture(int auditNumber) {
    this.auditNumber = auditNumber;
  }

  /// The kernel's number of the architecture (`linux/audit.h`).
  int auditNumber() {
    return auditNumber;
  }

  /// The architecture with the name that Java gives it (`os.arch`).
  ///
  /// @throws GatewayException MISSING_PREREQUISITE if there are no numbers for it
  public static Architecture ofName(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "amd64", "x86_64" -> X86_64;
      case "aarch64", "arm64" -> AARCH64;
      default ->
          throw new GatewayException(
              ErrorKind.MISSING_PREREQUISITE,
              "There is no system-call filter for the processor architecture "
                  + name
                  + "; Sallyport runs applications on x86_64 and aarch64 only.");
    };
  }
}
