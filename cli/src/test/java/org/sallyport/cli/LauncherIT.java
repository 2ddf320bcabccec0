package org.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher script in a checkout of its own, with a Maven that only pretends, a JDK whose
/// `java` only says how it was called, and a search path that has what the test wants it to have.
final class LauncherIT {
  private static final Path REPOSITORY = Path.of("").toAbsolutePath().resolve("..").normalize();
  private static final List<String> TOOLS =
      List.of(
          "bash",
          "cat",
          "chmod",
          "cp",
          "cut",
          "date",
          "dirname",
          "env",
          "find",
          "flock",
          "grep",
          "head",
          "id",
          "ls",
          "mkdir",
          "mktemp",
          "mv",
          "paste",
          "readlink",
          "rm",
          "sed",
          "sh",
          "sleep",
          "sort",
          "tail",
          "touch",
          "uname");
  private static final List<String> NEEDED =
      List.of("nft", "ip", "bwrap", "nsenter", "unshare", "setpriv", "perl");

  private Path root = Path.of("/nonexistent");
  private Path bin = root;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void checkOut(@TempDir Path directory) throws IOException {
    root = Files.createDirectory(directory.resolve("checkout"));
    bin = Files.createDirectory(directory.resolve("bin"));
    for (String tool : TOOLS) {
      Files.createSymbolicLink(bin.resolve(tool), which(tool));
    }
    for (String program : NEEDED) {
      Programs.executable(bin.resolve(program), "#!/bin/sh\n");
    }
    tor("0.4.9.11");
    Files.createDirectories(root.resolve(".mvn"));
    Files.createDirectories(root.resolve("cli/src/main"));
    for (String file : List.of("sallyport", ".mvn/jdk.sh", ".mvn/packages.sh")) {
      Files.copy(
          REPOSITORY.resolve(file),
          root.resolve(file),
          java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
    }
    for (String file : List.of("pom.xml", "cli/pom.xml", "cli/src/main/A.java")) {
      Files.writeString(root.resolve(file), "");
    }
    Programs.executable(root.resolve("mvnw"), MAVEN);
    jdk(directory.resolve("jdk"));
    // The system's own sbin directories would defeat the search path of the test.
    replaceIn(root.resolve(".mvn/packages.sh"), ":/usr/local/sbin:/usr/sbin:/sbin", "");
    replaceIn(root.resolve("sallyport"), ":/usr/local/sbin:/usr/sbin:/sbin", "");
    environment.put("PATH", bin.toString());
    environment.put("HOME", directory.toString());
    environment.put("JAVA_HOME", directory.resolve("jdk").toString());
  }

  private static final String MAVEN =
      """
      #!/bin/sh
      cd "$(dirname "$0")"
      echo "$@" >>builds
      if [ -e broken ]; then
        echo '[ERROR] A.java:[3,1] cannot find symbol'
        exit 1
      fi
      mkdir -p testbed/target/lib
      for jar in cli api linux core; do
        : >testbed/target/lib/sallyport-$jar-1.jar
      done
      : >testbed/target/sallyport-testbed-1.jar
      """;

  /// `java` says how it was called; in training it writes the cache.
  private static final String JAVA =
      """
      #!/bin/sh
      for word in "$@"; do
        case $word in
          -XX:AOTCacheOutput=*) : >"${word#*=}" ;;
        esac
      done
      echo "launcher=$SALLYPORT_LAUNCHER"
      printf '%s\\n' "$@"
      """;

  private void jdk(Path home) throws IOException {
    Files.createDirectories(home.resolve("bin"));
    Programs.executable(home.resolve("bin/java"), JAVA);
    Programs.executable(home.resolve("bin/javac"), "#!/bin/sh\n");
    Programs.executable(home.resolve("bin/jar"), "#!/bin/sh\n");
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"25.0.3\"\n");
  }

  private void tor(String version) throws IOException {
    Programs.executable(bin.resolve("tor"), "#!/bin/sh\necho 'Tor version " + version + ".'\n");
  }

  private static void replaceIn(Path file, String from, String to) throws IOException {
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, to));
  }

  private static Path which(String tool) {
    for (String directory : List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin")) {
      Path path = Path.of(directory, tool);
      if (Files.isExecutable(path)) {
        return path;
      }
    }
    throw new AssertionError("this machine has no " + tool);
  }

  private Programs.Ended sallyport(String... arguments) throws Exception {
    var line = new ArrayList<>(List.of(root.resolve("sallyport").toString()));
    line.addAll(List.of(arguments));
    return new Programs(bin, environment).run(line);
  }

  private List<String> builds() throws IOException {
    Path builds = root.resolve("builds");
    return Files.exists(builds) ? Files.readAllLines(builds) : List.of();
  }

  @Test
  void buildsOnceThenBecomesTheCommandLine() throws Exception {
    var first = sallyport("status", "--json");
    assertThat(first.status()).as(first.err()).isZero();
    assertThat(first.err()).isEmpty();
    assertThat(first.out())
        .contains("launcher=" + root.resolve("sallyport"))
        .contains("-XX:AOTCache=")
        .endsWith("org.sallyport.cli.Main\nstatus\n--json\n");
    assertThat(sallyport("status").status()).isZero();
    assertThat(builds()).hasSize(1);
  }

  @Test
  void worksThroughASymbolicLink(@TempDir Path elsewhere) throws Exception {
    Path link = Files.createSymbolicLink(elsewhere.resolve("sp"), root.resolve("sallyport"));
    var ended = new Programs(bin, environment).run(List.of(link.toString(), "status"));
    assertThat(ended.out()).contains("launcher=" + root.resolve("sallyport") + "\n");
  }

  @Test
  void buildsAgainWhenASourceIsNewerOrGone() throws Exception {
    Path source = root.resolve("cli/src/main/A.java");
    sallyport("status");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(2)));
    sallyport("status");
    assertThat(builds()).hasSize(2);
    Files.delete(source);
    Files.setLastModifiedTime(source.getParent(), FileTime.from(Instant.now().plusSeconds(2)));
    sallyport("status");
    assertThat(builds()).hasSize(3);
  }

  @Test
  void twoAtOnceBuildOnce() throws Exception {
    var programs = new Programs(bin, environment);
    var line = List.of(root.resolve("sallyport").toString(), "status");
    var running = List.of(programs.start(line), programs.start(line), programs.start(line));
    for (var each : running) {
      assertThat(each.await().status()).isZero();
    }
    assertThat(builds()).hasSize(1);
  }

  @Test
  void failedBuildSaysWhereToLookAndLeavesNothing() throws Exception {
    Files.writeString(root.resolve("broken"), "");
    var ended = sallyport("status");
    assertThat(ended.status()).isEqualTo(70);
    assertThat(ended.err())
        .contains("cannot find symbol")
        .contains("the build failed")
        .contains("target/dist/build.log");
    Files.delete(root.resolve("broken"));
    assertThat(sallyport("status").status()).isZero();
  }

  @Test
  void saysWhatToInstallWhenThereIsNoJdk() throws Exception {
    environment.put("JAVA_HOME", "/nonexistent");
    replaceIn(root.resolve(".mvn/jdk.sh"), "/usr/lib/jvm/* /opt/*jdk* /opt/java/*", "");
    var ended = sallyport("status");
    assertThat(ended.status()).isEqualTo(4);
    assertThat(ended.err()).contains("no JDK 25 found").contains("Install one");
    assertThat(sallyport("run", "--", "true").status()).isEqualTo(125);
  }

  @Test
  void ordinaryUserIsToldTheOneCommandThatInstalls() throws Exception {
    asUser("1000");
    Files.delete(bin.resolve("tor"));
    Files.delete(bin.resolve("bwrap"));
    Programs.executable(bin.resolve("apt-get"), "#!/bin/sh\nexit 1\n");
    var ended = sallyport("up");
    assertThat(ended.status()).isEqualTo(4);
    assertThat(ended.err())
        .isEqualTo(
            "sallyport: these programs are missing: bwrap tor. Run: sudo apt-get install"
                + " --no-install-recommends bubblewrap tor\n");
    assertThat(sallyport("run", "--", "true").status()).isEqualTo(125);
    assertThat(sallyport("status").status()).isZero();
    assertThat(sallyport("run", "--help").status()).isZero();
  }

  @Test
  void rootInstallsWhatIsMissingAfterSayingIt() throws Exception {
    asUser("0");
    Files.delete(bin.resolve("bwrap"));
    Programs.executable(
        bin.resolve("apt-get"),
        """
        #!/bin/sh
        echo "$DEBIAN_FRONTEND $*" >>"$HOME/apt"
        case $1 in
          install) printf '#!/bin/sh\\n' >"${0%/*}/bwrap"; chmod 755 "${0%/*}/bwrap" ;;
        esac
        """);
    Path policy = Path.of(environment.getOrDefault("HOME", ""), "policy-rc.d");
    replaceIn(root.resolve(".mvn/packages.sh"), "/usr/sbin/policy-rc.d", policy.toString());
    var ended = sallyport("run", "--", "true");
    assertThat(ended.status()).as(ended.err()).isZero();
    assertThat(ended.err()).isEqualTo("sallyport: installing what is missing: bubblewrap\n");
    assertThat(Files.readString(policy.resolveSibling("apt")))
        .endsWith("noninteractive install -y --no-install-recommends bubblewrap\n");
    assertThat(policy).doesNotExist();
  }

  @Test
  void machineWithoutAptIsToldTheNames() throws Exception {
    Files.delete(bin.resolve("nft"));
    var ended = sallyport("shell");
    assertThat(ended.status()).isEqualTo(125);
    assertThat(ended.err()).contains("missing: nft").contains("Debian's packages: nftables");
  }

  @Test
  void refusesAnOldTor() throws Exception {
    sallyport("status");
    tor("0.4.8.16");
    var ended = sallyport("__daemon", "--network", "tor");
    assertThat(ended.status()).isEqualTo(4);
    assertThat(ended.err()).contains("tor is 0.4.8").contains("0.4.9 or newer");
  }

  @Test
  void daemonOfRootIsAPlainProcess() throws Exception {
    asUser("0");
    sallyport("status");
    var ended = sallyport("__daemon", "--network", "tor", "--linger", "600");
    assertThat(ended.out())
        .contains("-Dio.netty.machineId=")
        .endsWith("org.sallyport.gateway.Main\n--network\ntor\n--linger\n600\n");
  }

  @Test
  void daemonOfAUserIsInAUserNamespaceOfTheSameUser() throws Exception {
    sallyport("status");
    asUser("1000");
    Programs.executable(
        bin.resolve("unshare"), "#!/bin/sh\necho \"unshare $*\" | cut -d' ' -f1-7\n");
    var ended = sallyport("__daemon", "--network", "testnet");
    assertThat(ended.out())
        .isEqualTo("unshare --user --map-user=1000 --map-group=1000 --keep-caps --net --\n");
  }

  @Test
  void privateNetworkHasItsOwnMain() throws Exception {
    asUser("0");
    sallyport("status");
    Programs.executable(bin.resolve("unshare"), "#!/bin/sh\nshift 2\nexec \"$@\"\n");
    var ended = sallyport("__daemon", "--network=testnet");
    assertThat(ended.out()).endsWith("org.sallyport.testbed.TestnetMain\n--network=testnet\n");
  }

  @Test
  void saysWhyThereIsNoUserNamespace() throws Exception {
    sallyport("status");
    asUser("1000");
    Programs.executable(
        bin.resolve("unshare"), "#!/bin/sh\necho 'unshare failed: No space left' >&2\nexit 1\n");
    var ended = sallyport("__daemon", "--network", "tor");
    assertThat(ended.status()).isEqualTo(5);
    assertThat(ended.err())
        .startsWith("sallyport: the kernel lets this user make no user namespace (unshare failed")
        .contains("or start the gateway as root");
  }

  @Test
  void demonstrationIsAProgramOfItsOwn() throws Exception {
    for (String program : List.of("curl", "wget", "python3", "dig", "ping")) {
      Programs.executable(bin.resolve(program), "#!/bin/sh\n");
    }
    assertThat(sallyport("demo", "--fast").out())
        .endsWith("org.sallyport.testbed.demo.DemoMain\n--fast\n");
    assertThat(sallyport("demo", "--help").out())
        .endsWith("org.sallyport.cli.Main\ndemo\n--help\n");
  }

  @Test
  void leakTestGetsNamespacesOfItsOwn() throws Exception {
    Programs.executable(bin.resolve("perl"), "#!/bin/sh\n");
    Programs.executable(bin.resolve("unshare"), "#!/bin/sh\necho \"$@\"\n");
    assertThat(sallyport("leaktest", "--quick").out())
        .startsWith("--net --pid --fork --kill-child --mount-proc -- bash -c ")
        .endsWith("org.sallyport.testbed.leak.LeakMain /mnt --quick\n");
    assertThat(sallyport("leaktest", "--help").out())
        .endsWith("org.sallyport.cli.Main\nleaktest\n--help\n");
  }

  private void asUser(String uid) throws IOException {
    Files.delete(bin.resolve("id"));
    Programs.executable(bin.resolve("id"), "#!/bin/sh\necho " + uid + "\n");
  }
}
