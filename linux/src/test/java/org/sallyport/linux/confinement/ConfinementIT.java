package org.sallyport.linux.confinement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.linux.confinement.Confinement.Right;
import org.sallyport.linux.confinement.Confinement.Rule;
import org.sallyport.linux.seccomp.Architecture;

/// A program behind walls: what it can still do is asked of the program itself. A kernel without
/// Landlock holds it by its user and its lack of privileges only, and that is what is expected
/// then.
final class ConfinementIT {
  private static final boolean ROOT = Files.isWritable(Path.of("/proc/sys/kernel/hostname"));
  private static final Optional<SystemUser> USER = ROOT ? SystemUser.dedicated() : Optional.empty();
  private static final String BIND =
      "use Socket; socket(S, PF_INET, SOCK_STREAM, 0) or die; "
          + "print bind(S, sockaddr_in(0, INADDR_LOOPBACK)) ? 'bound' : 'refused'";

  @TempDir Path folder;
  private Path own;
  private Path other;

  /// What became of a program.
  private record Ended(int status, String said) {}

  @BeforeEach
  void folders() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    own = Files.createDirectory(folder.resolve("own"));
    Files.writeString(own.resolve("mine"), "mine");
    if (USER.isPresent()) {
      Files.setAttribute(own, "unix:uid", (int) USER.get().uid());
      Files.setAttribute(own, "unix:gid", (int) USER.get().gid());
    }
    other = Files.createTempFile(Path.of("/tmp"), "confinement", ".txt");
    Files.writeString(other, "others'");
    Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rw-r--r--"));
    other.toFile().deleteOnExit();
  }

  private Confinement confinement(boolean listens, int landlock, Rule... more) {
    var rules =
        new ArrayList<>(
            List.of(
                new Rule(Right.EXECUTE, Path.of("/bin")),
                new Rule(Right.EXECUTE, Path.of("/lib")),
                new Rule(Right.EXECUTE, Path.of("/lib64")),
                new Rule(Right.READ, Path.of("/usr/share/perl")),
                new Rule(Right.READ, Path.of("/etc/ld.so.cache")),
                new Rule(Right.READ, Path.of("/nonexistent")),
                new Rule(Right.DEVICE, Path.of("/dev/null")),
                new Rule(Right.READ, Path.of("/proc"))));
    rules.addAll(List.of(more));
    return new Confinement(USER, List.of(own), rules, listens, landlock);
  }

  private static Ended run(Confinement confinement, String... command) throws Exception {
    var line =
        Stream.concat(
                confinement.prefix(Architecture.ofName(System.getProperty("os.arch"))).stream(),
                Stream.of(command))
            .toList();
    var process = new ProcessBuilder(line).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), said);
  }

  @Test
  void hasNoRightAndIsTheUser() throws Exception {
    var ended = run(confinement(false, Landlock.version()), "/bin/cat", "/proc/self/status");
    var confined = Confined.in(ended.said()).orElseThrow();
    assertThat(confined.capabilities()).isFalse();
    assertThat(confined.newPrivileges()).isFalse();
    USER.ifPresent(user -> assertThat(confined.uid()).isEqualTo(user.uid()));
    assertThat(ended.said()).contains("CapInh:\t0000000000000000", "CapAmb:\t0000000000000000");
  }

  @Test
  void usesItsOwnFolderBelowPrivateOnes() throws Exception {
    var ended =
        run(
            confinement(false, Landlock.version()),
            "/bin/sh",
            "-c",
            "cd '%s' && echo new >new && mv new newer && cat newer mine".formatted(own));
    assertThat(ended).isEqualTo(new Ended(0, "new\nmine"));
    assertThat(own.resolve("newer")).exists();
  }

  @Test
  void readsNoFileOfOthers() throws Exception {
    var reach = new String[] {"/bin/cat", other.toString()};
    assertThat(run(confinement(false, Landlock.NONE), reach).said()).isEqualTo("others'");
    var allowed = new Rule(Right.READ, other);
    assertThat(run(confinement(false, Landlock.version(), allowed), reach).said())
        .isEqualTo("others'");
    if (Landlock.version() > Landlock.NONE) {
      var ended = run(confinement(false, Landlock.version()), reach);
      assertThat(ended.status()).isNotZero();
      assertThat(ended.said()).contains("Permission denied").doesNotContain("others'");
    }
  }

  @Test
  void makesNoLinkAndStartsNothingInItsFolder() throws Exception {
    String[] attempt = {
      "/bin/sh", "-c", "cd '%s'; ln -s mine link; cp /bin/cat .; ./cat mine".formatted(own)
    };
    if (Landlock.version() > Landlock.NONE) {
      assertThat(run(confinement(false, Landlock.version()), attempt).said())
          .doesNotContain("mine\n")
          .contains("Permission denied");
      assertThat(Files.isSymbolicLink(own.resolve("link"))).isFalse();
    }
    assertThat(run(confinement(false, Landlock.NONE), attempt).said()).isEqualTo("mine");
    assertThat(Files.isSymbolicLink(own.resolve("link"))).isTrue();
  }

  @Test
  void bindsTcpPortsOnlyIfItListens() throws Exception {
    int version = Landlock.version();
    assertThat(run(confinement(true, version), "/bin/perl", "-e", BIND).said()).isEqualTo("bound");
    assertThat(run(confinement(false, version), "/bin/perl", "-e", BIND).said())
        .isEqualTo(version >= 4 ? "refused" : "bound");
  }

  @Test
  void whatCannotBeDoneEndsItAndIsSaid() throws Exception {
    var ended = run(confinement(false, Landlock.version()), "/nonexistent/program");
    assertThat(ended.status()).isNotZero();
    assertThat(ended.said())
        .isEqualTo(
            "cannot confine the program: execute /nonexistent/program:"
                + " No such file or directory\n");
  }
}
