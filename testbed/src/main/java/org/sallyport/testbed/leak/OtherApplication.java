package org.sallyport.testbed.leak;

import java.io.IOException;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// An application that has looked names up and goes on living, so that another one may try what it
/// can learn of that. Confined to one thread.
final class OtherApplication implements AutoCloseable {
  /// For a shell: looks up more names than the probe of lookups asks for in one life, says which
  /// address stands for the first, and waits for the end of its input.
  static final String PROGRAM =
      "names=; for i in $(seq 0 499); do names=\"$names known-$i.test\"; done;"
          + " getent ahostsv4 $names | head -n 1; exec cat >/dev/null";

  private final Process process;
  private final String fakeAddress;

  private OtherApplication(Process process, String fakeAddress) {
    this.process = process;
    this.fakeAddress = fakeAddress;
  }

  /// Waits until it has looked everything up.
  ///
  /// @param process whose program is [#PROGRAM]
  static OtherApplication of(Process process) {
    try {
      String line = process.inputReader().readLine();
      if (line == null) {
        throw new IOException("no name was found");
      }
      return new OtherApplication(process, line.split(" ", 2)[0]);
    } catch (IOException e) {
      process.destroyForcibly();
      throw new GatewayException(
          ErrorKind.UPSTREAM,
          "The leak test's second application did not run (" + e.getMessage() + ").",
          e);
    }
  }

  /// The address that stands for a name there.
  String fakeAddress() {
    return fakeAddress;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
