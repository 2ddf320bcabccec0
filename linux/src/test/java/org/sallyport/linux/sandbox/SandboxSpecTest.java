package org.sallyport.linux.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SandboxSpecTest {
  @TempDir Path root;

  @ParameterizedTest
  @ValueSource(
      strings = {"/usr/bin/curl", "/bin/sh", "/opt/jdk/bin/java", "/usr", "/etc/ssl/certs/a"})
  void showsTheAllowList(String path) {
    assertThat(Samples.spec(Samples.KEPT).shows(Path.of(path))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/home/alice",
        "/home/alice/tool",
        "/tmp/x",
        "/run/user/1001/bus",
        "/etc/machine-id",
        "/etc/ssl/private/key",
        "/usrx",
        "/sys/class/net",
        "/var/lib/x",
        "/bin/../home/alice/x"
      })
  void hidesEverythingElse(String path) {
    assertThat(Samples.spec(Samples.KEPT).shows(Path.of(path))).isFalse();
  }

  @Test
  void showsWhatIsShared() {
    HostBind share = HostBind.share(Path.of("/home/alice/projects"), HostBind.Access.READ_ONLY);
    SandboxSpec spec = Samples.spec(Samples.KEPT, share);
    assertThat(spec.shows(Path.of("/home/alice/projects/tool"))).isTrue();
    assertThat(spec.shows(Path.of("/home/alice/projects2"))).isFalse();
  }

  @Test
  void whatAppearsElsewhereIsNotShownInPlace() {
    HostBind bind = new HostBind(Path.of("/srv/a"), Path.of("/run/a"), HostBind.Access.READ_ONLY);
    assertThat(Samples.spec(Samples.KEPT, bind).shows(Path.of("/srv/a"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "relative", "/a/../b", "/run/user/1", "/proc", "/sys/x", "/dev/shm"})
  void refusesToShareLiveDirectories(String path) {
    assertThatThrownBy(() -> HostBind.share(Path.of(path), HostBind.Access.READ_ONLY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected:");
  }

  @Test
  void readsLinksDirectoriesAndSettingsOfAMachine() throws Exception {
    Files.createDirectories(root.resolve("usr/bin"));
    Files.createDirectories(root.resolve("sbin"));
    Files.createSymbolicLink(root.resolve("bin"), Path.of("usr/bin"));
    Files.createDirectories(root.resolve("etc/java-17-openjdk"));
    Files.createDirectories(root.resolve("etc/ssl/private"));
    Files.createDirectories(root.resolve("etc/ssl/certs"));
    Files.createFile(root.resolve("etc/machine-id"));
    Files.createFile(root.resolve("etc/shadow"));
    HostTree tree = HostTree.under(root);
    assertThat(tree.links())
        .containsExactly(new HostTree.Link(Path.of("/bin"), Path.of("usr/bin")));
    assertThat(tree.paths())
        .containsExactly(
            Path.of("/sbin"),
            Path.of("/usr"),
            Path.of("/etc/ssl/certs"),
            Path.of("/etc/java-17-openjdk"));
  }

  @Test
  void nothingOfThisMachineIsLive() {
    HostTree tree = HostTree.ofThisMachine();
    for (String live : new String[] {"/run", "/tmp", "/var", "/proc", "/sys", "/dev", "/home"}) {
      assertThat(tree.shows(Path.of(live))).as(live).isFalse();
    }
    assertThat(tree.shows(Path.of("/bin/sh"))).isTrue();
    assertThat(tree.shows(Path.of("/etc/shadow"))).isFalse();
  }
}
