package org.sallyport.gateway.launch;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.linux.sandbox.SandboxHome;
import org.sallyport.linux.sandbox.SandboxSpec;

/// Looks for the program of a launch where the sandbox will look, so that a wrong name is one clear
/// sentence instead of a sandbox that ends at once.
///
/// @param sandbox what the application will see
/// @param searchPath the `PATH` that it will have
record ProgramLookup(SandboxSpec sandbox, String searchPath) {
  /// Checks that the program can be executed inside.
  ///
  /// @param program a name, or a path; a relative one counts from the directory
  /// @param directory where the launcher stands; the application starts there if it sees it
  /// @throws GatewayException `PROGRAM_NOT_FOUND` or `PROGRAM_NOT_EXECUTABLE`
  void require(String program, Path directory) {
    List<Path> candidates = candidates(program, directory);
    if (candidates.stream().anyMatch(ProgramLookup::isExecutable)) {
      return;
    }
    if (candidates.stream().anyMatch(Files::exists)) {
      throw new GatewayException(
          ErrorKind.PROGRAM_NOT_EXECUTABLE,
          "Cannot run " + program + ": it may not be executed. Check its permissions.");
    }
    throw new GatewayException(
        ErrorKind.PROGRAM_NOT_FOUND,
        "Cannot run "
            + program
            + ": no such program in the workstation, which sees /usr, /opt and"
            + " its own home. Install it, or copy it into the workstation's home"
            + " (`sallyport workstation show` says where that is).");
  }

  private List<Path> candidates(String program, Path directory) {
    try {
      if (program.indexOf('/') >= 0) {
        Path start = sandbox.shows(directory) ? directory : sandbox.user().home();
        return outside(start.resolve(program).normalize()).stream().toList();
      }
      return Stream.of(searchPath.split(":", -1))
          .filter(entry -> entry.startsWith("/"))
          .flatMap(entry -> outside(Path.of(entry).resolve(program).normalize()).stream())
          .toList();
    } catch (InvalidPathException e) {
      return List.of();
    }
  }

  /// Where a path of the application lies on the host; empty when only the sandbox has it.
  private Optional<Path> outside(Path inside) {
    Path home = sandbox.user().home();
    if (inside.startsWith(home)) {
      return switch (sandbox.home()) {
        case SandboxHome.Kept(Path kept) -> Optional.of(kept.resolve(home.relativize(inside)));
        case SandboxHome.Ephemeral() -> Optional.empty();
      };
    }
    return sandbox.shows(inside) ? Optional.of(inside) : Optional.empty();
  }

  private static boolean isExecutable(Path path) {
    return Files.isRegularFile(path) && Files.isExecutable(path);
  }
}
