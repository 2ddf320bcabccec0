package org.sallyport.gateway.launch;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// The records of the launches that are open, a file each, in the gateway's runtime directory: they
/// outlive a crash of the gateway, not the machine.
///
/// @param directory `RUNTIME/launches`, the gateway's alone
record LaunchRecords(Path directory) {
  private static final Logger LOG = System.getLogger(LaunchRecords.class.getName());
  private static final String PREFIX = "launch-";
  private static final Pattern NAME = Pattern.compile(PREFIX + "([0-9]{1,18})");

  /// Keeps the record of a launch.
  ///
  /// @throws GatewayException `STORAGE` when it cannot be written
  void keep(long number, LaunchRecord record) {
    Path file = file(number);
    try {
      var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
      Path _ = Files.createDirectories(directory, mode);
      Path fresh = Files.createTempFile(directory, PREFIX, ".tmp");
      Path _ = Files.writeString(fresh, record.text());
      Path _ = Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.STORAGE,
          "Cannot launch: the record of the launch could not be written to "
              + file
              + " ("
              + e
              + "). Check the disk's space.",
          e);
    }
  }

  /// Removes the record of a launch.
  void forget(long number) {
    try {
      boolean _ = Files.deleteIfExists(file(number));
    } catch (IOException e) {
      LOG.log(Level.WARNING, "The record of a launch could not be removed: {0}", e.getMessage());
    }
  }

  /// The records that an earlier run left, by the launch's number; what cannot be read is left out.
  Map<Long, LaunchRecord> left() {
    var result = new TreeMap<Long, LaunchRecord>();
    if (!Files.isDirectory(directory)) {
      return result;
    }
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        var name = NAME.matcher(file.getFileName().toString());
        if (name.matches()) {
          LaunchRecord.parse(Files.readString(file))
              .ifPresent(record -> result.put(Long.valueOf(name.group(1)), record));
        }
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "The records of earlier launches cannot be read: {0}", e.getMessage());
    }
    return result;
  }

  private Path file(long number) {
    return directory.resolve(PREFIX + number);
  }
}
