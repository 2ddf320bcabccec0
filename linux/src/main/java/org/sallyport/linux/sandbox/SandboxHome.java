package org.sallyport.linux.sandbox;

import java.nio.file.Path;

/// The home directory of a workstation.
public sealed interface SandboxHome {
  /// A directory outside that is kept between launches.
  ///
  /// @param directory where it is kept, on the host
  record Kept(Path directory) implements SandboxHome {
    public Kept {
      Path _ = Absolute.check("home", directory);
    }
  }

  /// A directory in memory that is gone with the application.
  record Ephemeral() implements SandboxHome {}
}
