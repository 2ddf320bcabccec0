package org.sallyport.gateway.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.sallyport.api.location.RuntimeLocation;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.workstation.WorkstationName;

/// The homes of the workstations, kept between runs: `STATE/workstations/NAME/home`, mode 0700.
///
/// @param directory `STATE/workstations`
public record Homes(Path directory) {
  /// The home of a workstation, made if it is missing.
  ///
  /// @throws GatewayException `STORAGE` when it cannot be made
  public Path home(WorkstationName workstation) {
    Path home = path(workstation);
    try {
      var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
      Files.createDirectories(home, mode);
      return home;
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.STORAGE,
          "Cannot make the home of workstation "
              + workstation
              + " at "
              + home
              + ": "
              + e.getMessage()
              + ". Check the disk's space and the directory's owner,"
              + " or launch with --ephemeral.",
          e);
    }
  }

  /// Where the home of a workstation is, or would be.
  public Path path(WorkstationName workstation) {
    return RuntimeLocation.homeIn(directory, workstation);
  }

  /// The workstations that have a home.
  public List<WorkstationName> existing() {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(WorkstationName::isValid)
          .map(WorkstationName::new)
          .toList();
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.STORAGE,
          "Cannot list the workstations in "
              + directory
              + ": "
              + e.getMessage()
              + ". Check the directory's owner.",
          e);
    }
  }
}
