package org.sallyport.linux.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// The options of `bwrap` in a file of the launch, mode 0600, as `bwrap --args` reads them.
///
/// They do not stand on the command line, because the application can read that of process 1, and
/// everybody on the host that of every process: it would tell where the workstation's home is, and
/// with it the user's name.
final class OptionsFile {
  private static final Set<PosixFilePermission> PRIVATE =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private OptionsFile() {}

  /// Writes them.
  ///
  /// @throws GatewayException STORAGE if the file cannot be written
  static void write(Path file, List<String> options) {
    try {
      boolean _ = Files.deleteIfExists(file);
      Path _ = Files.createFile(file, PosixFilePermissions.asFileAttribute(PRIVATE));
      Path _ = Files.write(file, bytes(options));
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.STORAGE,
          "Could not write " + file + " for a launch: " + e + ". Check that there is space.",
          e);
    }
  }

  /// Each with a NUL behind it.
  static byte[] bytes(List<String> options) {
    StringBuilder text = new StringBuilder();
    for (String option : options) {
      text.append(option).append('\0');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
