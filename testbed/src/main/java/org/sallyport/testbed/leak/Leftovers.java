package org.sallyport.testbed.leak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What is still there after everything was closed, and was not before: processes, mounts, network
/// namespaces. The test has a process and a mount namespace of its own, so all of it is its own.
///
/// @param mounts that were there before
record Leftovers(Set<String> mounts) {
  private static final long PATIENCE_MILLIS = 5_000;
  private static final long LOOK_EVERY_MILLIS = 50;

  /// Remembers how it was.
  static Leftovers before() {
    return new Leftovers(Set.copyOf(mountPoints()));
  }

  /// What is left, in words; processes that end get a moment.
  List<String> found() {
    var found = look();
    for (long waited = 0;
        !found.isEmpty() && waited < PATIENCE_MILLIS;
        waited += LOOK_EVERY_MILLIS) {
      RecoveryWatch.pause();
      found = look();
    }
    return found;
  }

  private List<String> look() {
    var found = new ArrayList<String>();
    new WorldProcesses(Path.of("/"))
        .others()
        .forEach(process ->
            found.add("process %d %s".formatted(process.pid(), WorldProcesses.words(process))));
    var more = new HashSet<>(mountPoints());
    more.removeAll(mounts);
    more.forEach(mount -> found.add("mount " + mount));
    namespaces().forEach(namespace -> found.add("descriptor of a namespace " + namespace));
    return found;
  }

  private static List<String> mountPoints() {
    try {
      return Files.readAllLines(Path.of("/proc/self/mountinfo"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> namespaces() {
    var found = new ArrayList<String>();
    try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
      for (Path descriptor : descriptors.toList()) {
        String target = target(descriptor);
        if (target.startsWith("net:[") || target.startsWith("user:[")) {
          found.add(target);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return ""; // it was closed meanwhile
    }
  }
}
