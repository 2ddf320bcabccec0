package org.sallyport.linux.sandbox;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// The programs that a launch goes through, by absolute path.
///
/// @param bwrap builds the sandbox
/// @param nsenter enters the gateway's user namespace and the workstation's network namespace
/// @param setpriv drops the capabilities that the gateway's own children would inherit
public record Programs(Path bwrap, Path nsenter, Path setpriv) {
  private static final List<String> ALSO =
      List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

  private static final Map<String, String> PACKAGES =
      Map.of("bwrap", "bubblewrap", "nsenter", "util-linux", "setpriv", "util-linux");

  public Programs {
    Path _ = Absolute.check("bwrap", bwrap);
    Path _ = Absolute.check("nsenter", nsenter);
    Path _ = Absolute.check("setpriv", setpriv);
  }

  /// Looks in a search path such as `PATH`, then in the usual directories.
  ///
  /// @throws GatewayException MISSING_PREREQUISITE that names every missing program
  public static Programs find(String searchPath) {
    List<String> missing = new ArrayList<>();
    Path bwrap = find("bwrap", searchPath).orElseGet(() -> absent("bwrap", missing));
    Path nsenter = find("nsenter", searchPath).orElseGet(() -> absent("nsenter", missing));
    Path setpriv = find("setpriv", searchPath).orElseGet(() -> absent("setpriv", missing));
    if (!missing.isEmpty()) {
      throw missing(missing);
    }
    return new Programs(bwrap, nsenter, setpriv);
  }

  private static Path absent(String name, List<String> missing) {
    missing.add(name);
    return Path.of("/nonexistent", name);
  }

  private static GatewayException missing(List<String> names) {
    List<String> packages =
        names.stream().map(name -> PACKAGES.getOrDefault(name, name)).distinct().toList();
    return new GatewayException(
        ErrorKind.MISSING_PREREQUISITE,
        "Could not find "
            + String.join(", ", names)
            + ", which every launch of an application goes through. Install "
            + String.join(" and ", packages)
            + " (Debian: apt-get install "
            + String.join(" ", packages)
            + ").");
  }

  private static Optional<Path> find(String name, String searchPath) {
    return Stream.concat(Stream.of(searchPath.split(":", -1)), ALSO.stream())
        .filter(directory -> directory.startsWith("/"))
        .flatMap(directory -> candidate(directory, name))
        .filter(path -> Files.isRegularFile(path) && Files.isExecutable(path))
        .findFirst();
  }

  private static Stream<Path> candidate(String directory, String name) {
    try {
      return Stream.of(Path.of(directory).resolve(name).normalize());
    } catch (InvalidPathException e) {
      return Stream.empty();
    }
  }
}
