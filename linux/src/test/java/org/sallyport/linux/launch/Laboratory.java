package org.sallyport.linux.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.sallyport.linux.sandbox.Standpoint;

/// A directory that another user may use, with a copy of the classes under test, and the programs
/// started from it: those of the user (gateway and launcher) who stands at a given point.
///
/// As root the ordinary user is an unused number; as an ordinary user, who is in a user namespace
/// already, it is the same user without the capabilities of that namespace.
final class Laboratory implements AutoCloseable {
  private static final int STRANGER = 61_000;
  private static final int WAIT_SECONDS = 60;
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  private final Standpoint standpoint;
  private final Path directory;
  private final String classPath;
  private final boolean isRoot;

  Laboratory(Standpoint standpoint) throws IOException {
    this.standpoint = standpoint;
    this.isRoot = uidOf(Path.of("/proc/self")) == 0;
    this.directory =
        Files.createTempDirectory(
            "sallyport-launch-",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    this.classPath = copyClasses();
    for (String name : List.of("home", "state", "share")) {
      give(Files.createDirectory(directory.resolve(name)));
    }
  }

  /// The points at which a test can stand on this machine, as this user.
  static Stream<Standpoint> standpoints() throws IOException {
    return uidOf(Path.of("/proc/self")) == 0
        ? Stream.of(Standpoint.ROOT, Standpoint.USER)
        : Stream.of(Standpoint.INSIDE, Standpoint.USER);
  }

  Path directory() {
    return directory;
  }

  int uid() throws IOException {
    return uidOf(directory.resolve("home"));
  }

  /// The folder with the classes, to be shared with the sandbox.
  Path classes() {
    return directory.resolve("classes");
  }

  Process startGateway() throws IOException {
    List<String> command = new ArrayList<>(user());
    if (standpoint == Standpoint.USER) {
      String uid = Integer.toString(uid());
      command.addAll(
          List.of(
              "unshare", "--user", "--map-user=" + uid, "--map-group=" + uid, "--keep-caps", "--"));
    }
    command.addAll(java(GatewayStandIn.class));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /// Runs a program of ours to its end and reads its answers; the exit status is `exit`.
  Map<String, String> run(Class<?> program, List<String> words) throws Exception {
    List<String> command = new ArrayList<>(user());
    command.addAll(java(program));
    command.addAll(words);
    Path output = Files.createTempFile(directory, "output-", "");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    process.getOutputStream().close();
    if (!process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    Map<String, String> answers = new LinkedHashMap<>();
    String text = Files.readString(output, StandardCharsets.UTF_8);
    text.lines()
        .map(line -> line.split("=", 2))
        .forEach(parts -> answers.put(parts[0], parts.length > 1 ? parts[1] : ""));
    answers.put("exit", process.isAlive() ? "never" : Integer.toString(process.exitValue()));
    return answers;
  }

  /// The command line of a program of ours, as it is inside the sandbox too.
  List<String> java(Class<?> program) {
    return List.of(
        JAVA.toString(),
        "-XX:-UsePerfData",
        "-XX:-MaxFDLimit",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        classPath,
        program.getName());
  }

  /// Makes a file the property of the user.
  void give(Path path) throws IOException {
    if (isRoot && standpoint == Standpoint.USER) {
      Files.setAttribute(path, "unix:uid", STRANGER);
      Files.setAttribute(path, "unix:gid", STRANGER);
    }
  }

  static int uidOf(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:uid");
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private List<String> user() {
    if (standpoint != Standpoint.USER) {
      return List.of();
    }
    return isRoot
        ? List.of("setpriv", "--reuid=" + STRANGER, "--regid=" + STRANGER, "--clear-groups", "--")
        : List.of("setpriv", "--ambient-caps=-all", "--inh-caps=-all", "--");
  }

  private String copyClasses() throws IOException {
    List<String> copied = new ArrayList<>();
    Path target = Files.createDirectory(directory.resolve("classes"));
    for (String entry : System.getProperty("java.class.path").split(":", -1)) {
      Path source = Path.of(entry);
      if (source.toString().contains("jazzer") || source.toString().contains("junit")) {
        continue;
      }
      Path copy = target.resolve(copied.size() + "-" + source.getFileName());
      copyTree(source, copy);
      copied.add(copy.toString());
    }
    return String.join(":", copied);
  }

  private static void copyTree(Path source, Path target) throws IOException {
    try (Stream<Path> paths = Files.walk(source)) {
      for (Path path : paths.toList()) {
        Files.copy(path, target.resolve(source.relativize(path).toString()));
      }
    }
  }
}
