package org.sallyport.testbed.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A way to run a main class in a fresh network namespace with nothing in it, the way the testnet
/// daemon runs.
///
/// ```java
/// @ParameterizedTest
/// @MethodSource("org.sallyport.testbed.lab.Lab#all")
/// void reachesTheWeb(Lab lab) {
///   lab.run(ReachTheWeb.class).mustSucceed();   // its main runs inside
/// }
/// ```
///
/// The body is a class of the tests with a `main` ([LabBody]). As root: `unshare --net`. As a user:
/// `unshare --user … --keep-caps --net`, as the user who runs the build, or, when that is root, as
/// the user `sallyport.lab.uid` (default: `tester` of /etc/passwd, else nobody). Whatever the body
/// leaves running is found and reported by [LabRun].
public record Lab(String name, List<String> prefix, long uid) {
  private static final long NOBODY = 65_534;

  /// Copies the prefix.
  public Lab {
    prefix = List.copyOf(prefix);
  }

  /// The ways that the user who runs the build can go: both for root, else the rootless one.
  public static List<Lab> all() {
    return self() == 0 ? List.of(asRoot(), rootless(ordinaryUser())) : List.of(rootless(self()));
  }

  /// The rootless way, the one that users go.
  public static Lab rootless() {
    return rootless(self() == 0 ? ordinaryUser() : self());
  }

  /// As root, without a user namespace. Only when root runs the build.
  public static Lab asRoot() {
    return new Lab("root", List.of("unshare", "--net", "--"), 0);
  }

  private static Lab rootless(long uid) {
    var prefix = new ArrayList<String>();
    if (self() == 0) {
      prefix.addAll(List.of("setpriv", "--reuid=" + uid, "--regid=" + uid, "--clear-groups", "--"));
    }
    prefix.addAll(
        List.of(
            "unshare",
            "--user",
            "--map-user=" + uid,
            "--map-group=" + uid,
            "--keep-caps",
            "--net",
            "--"));
    return new Lab("user " + uid, prefix, uid);
  }

  /// Runs a main class and waits for its end.
  ///
  /// @throws IllegalStateException if it has not ended at the deadline; it is killed then
  public LabRun.Result run(Class<?> body, Duration deadline, String... arguments) {
    try (var run = start(body, arguments)) {
      return run.await(deadline);
    }
  }

  /// Starts a main class and gives the running JVM back, to be killed for example.
  public LabRun start(Class<?> body, String... arguments) {
    try {
      return LabRun.start(this, body, List.of(arguments));
    } catch (IOException e) {
      throw new IllegalStateException("lab: " + name + " did not start", e);
    }
  }

  private static long self() {
    return unixUid(Path.of("/proc/self"));
  }

  static long unixUid(Path path) {
    try {
      return ((Number) Files.getAttribute(path, "unix:uid")).longValue();
    } catch (IOException e) {
      throw new IllegalStateException("cannot tell the owner of " + path, e);
    }
  }

  private static long ordinaryUser() {
    var configured = Long.getLong("sallyport.lab.uid");
    if (configured != null) {
      return configured;
    }
    try (var lines = Files.lines(Path.of("/etc/passwd"))) {
      return lines
          .filter(l -> l.startsWith("tester:"))
          .map(l -> Long.parseLong(l.split(":", -1)[2]))
          .findFirst()
          .orElse(NOBODY);
    } catch (IOException e) {
      return NOBODY;
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
