package org.sallyport.testbed.network;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// The proof that this process is in a network namespace without a way out. Without one nothing of
/// the private network starts: a tor must never reach the public network from a test.
///
/// Law: an instance exists only where neither the process nor the calling thread sees an interface
/// besides `lo`. It reads `/proc/…/net/dev`, which belongs to the namespace (sysfs belongs to
/// whoever mounted it). Interfaces that somebody adds later are his fault; [#stillSealed] tells.
public final class SealedNamespace {
  private static final List<Path> SOURCES =
      List.of(Path.of("/proc/self/net/dev"), Path.of("/proc/thread-self/net/dev"));
  private static final int HEADER_LINES = 2;

  private SealedNamespace() {}

  /// Makes sure, or throws a `GatewayException` that says how to start in such a namespace.
  public static SealedNamespace require() {
    var sealed = new SealedNamespace();
    var foreign = sealed.foreignInterfaces();
    if (!foreign.isEmpty()) {
      throw new GatewayException(
          ErrorKind.CONFIGURATION,
          "The private Tor network was not started: this network namespace has the interface(s) "
              + String.join(", ", foreign)
              + " besides lo, so test traffic could leave this machine. Start it in a namespace of"
              + " its own, for example with: unshare --user --map-user=$(id -u)"
              + " --map-group=$(id -g) --keep-caps --net -- java …");
    }
    return sealed;
  }

  /// Whether it is still true.
  public boolean stillSealed() {
    return foreignInterfaces().isEmpty();
  }

  private List<String> foreignInterfaces() {
    return SOURCES.stream().flatMap(p -> foreign(read(p)).stream()).distinct().toList();
  }

  /// The interfaces besides `lo` that a `/proc/net/dev` text names. An unreadable line counts as an
  /// interface: any doubt means "not sealed".
  static List<String> foreign(List<String> lines) {
    if (lines.size() < HEADER_LINES) {
      return List.of("(unreadable list)");
    }
    return lines.stream()
        .skip(HEADER_LINES)
        .filter(line -> !line.isBlank())
        .map(SealedNamespace::name)
        .filter(name -> !name.equals("lo"))
        .toList();
  }

  private static String name(String line) {
    var colon = line.indexOf(':');
    return colon < 0 ? line.strip() : line.substring(0, colon).strip();
  }

  private static List<String> read(Path path) {
    // java.io on purpose: NIO would load the JDK's network library, which decides for good whether
    // there is IPv6, and there is none before lo is up.
    try (var in = new FileInputStream(path.toFile())) {
      return new String(in.readAllBytes(), US_ASCII).lines().toList();
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.PERMISSION,
          "The private Tor network was not started: its namespace cannot be checked, because "
              + path
              + " cannot be read ("
              + e.getMessage()
              + "). Mount /proc.",
          e);
    }
  }
}
