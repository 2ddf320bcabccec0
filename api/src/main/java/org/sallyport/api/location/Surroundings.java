package org.sallyport.api.location;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// What a location is derived from: who runs us, and with which environment.
///
/// @param variables the environment
/// @param uid the user as this process sees itself
/// @param owned whether a directory exists and belongs to that user
public record Surroundings(Map<String, String> variables, long uid, Predicate<Path> owned) {
  private static final Path OWN_STATUS = Path.of("/proc/self/status");
  private static final Pattern FIELDS = Pattern.compile("\\s+");
  private static final int EFFECTIVE = 2;
  private static final int LIMIT = 5;

  public Surroundings {
    variables = Map.copyOf(variables);
  }

  /// Those of this process.
  public static Surroundings ofThisProcess() {
    long uid = effectiveUid();
    return new Surroundings(System.getenv(), uid, path -> isOwnDirectory(path, uid));
  }

  private static boolean isOwnDirectory(Path path, long uid) {
    try {
      return Files.isDirectory(path) && ownerOf(path) == uid;
    } catch (IOException e) {
      return false;
    }
  }

  static long ownerOf(Path path) throws IOException {
    return ((Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS)).longValue();
  }

  /// The second number of `Uid:` in proc(5)'s status; the owner of `/proc/self` would be root for a
  /// process that may not be dumped.
  private static long effectiveUid() {
    try (var lines = Files.lines(OWN_STATUS)) {
      return lines
          .filter(line -> line.startsWith("Uid:"))
          .map(line -> Long.parseLong(FIELDS.split(line, LIMIT)[EFFECTIVE]))
          .findFirst()
          .orElseThrow(() -> new IOException("no Uid: line"));
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.PERMISSION,
          "Cannot tell which user runs this: " + OWN_STATUS + " cannot be read. Mount /proc.",
          e);
    }
  }
}
