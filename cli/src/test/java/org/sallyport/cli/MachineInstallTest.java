package org.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class MachineInstallTest {
  @TempDir private Path home;
  private Path root = Path.of("/");
  private Bench bench = new Bench(Path.of("/"), Map.of());

  @BeforeEach
  void machineWithOneCommand() throws IOException {
    root = Files.createDirectory(home.resolve("root"));
    Path curl = Files.createDirectories(root.resolve("usr/bin")).resolve("curl");
    Files.writeString(curl, "#!/bin/sh\n");
    Files.setPosixFilePermissions(curl, PosixFilePermissions.fromString("rwxr-xr-x"));
    bench = new Bench(home, Map.of());
  }

  private int install(String... more) {
    var words =
        new ArrayList<>(
            List.of(
                "workstation", "install", "--address", "10.152.152.11", "--root", root.toString()));
    words.addAll(List.of(more));
    return bench.run(words.toArray(String[]::new));
  }

  private int uninstall() {
    return bench.run("workstation", "uninstall", "--root", root.toString());
  }

  /// Every file and link with what is in it.
  private Map<String, String> files() throws IOException {
    return files(root);
  }

  private static Map<String, String> files(Path root) throws IOException {
    var files = new TreeMap<String, String>();
    try (var paths = Files.walk(root)) {
      for (Path path : paths.toList()) {
        String name = root.relativize(path).toString();
        if (Files.isSymbolicLink(path)) {
          files.put(name, "-> " + Files.readSymbolicLink(path));
        } else if (Files.isRegularFile(path)) {
          files.put(name, Files.readString(path));
        }
      }
    }
    return files;
  }

  @Test
  void printsWithoutARoot() throws IOException {
    assertThat(bench.run("workstation", "install", "--address", "10.152.152.11")).isZero();
    assertThat(bench.out())
        .contains("==> /etc/resolv.conf (rw-r--r--)", "==> /usr/local/bin/wget (rwxr-xr-x)");
    assertThat(install("--print", "--json")).isZero();
    assertThat(bench.out()).contains("\"root\" : null", "\"path\" : \"/etc/resolv.conf\"");
    assertThat(files()).containsOnlyKeys("usr/bin/curl");
  }

  @Test
  void uninstallLeavesWhatWasThereBefore() throws IOException {
    var before = files();
    assertThat(install()).isZero();
    assertThat(bench.out()).contains("installed /usr/local/bin/curl\n").doesNotContain("bin/wget");
    assertThat(root.resolve("usr/local/bin/curl")).isExecutable();
    assertThat(root.resolve("etc/systemd/system/sockets.target.wants/sallyport-tor-9050.socket"))
        .isRegularFile();
    assertThat(uninstall()).isZero();
    assertThat(files()).isEqualTo(before);
    assertThat(root.resolve("etc/sallyport-workstation")).doesNotExist();
    assertThat(uninstall()).isZero();
    assertThat(bench.out()).isEqualTo("nothing of ours is there\n");
  }

  @Test
  void directoryToBeCopiedHasEveryWrapper() throws IOException {
    root = Files.createDirectory(home.resolve("copied"));
    assertThat(install()).isZero();
    assertThat(files()).containsKeys("usr/local/bin/curl", "usr/local/bin/wget");
  }

  @Test
  void keyfilesAreReadableByRootOnly() throws IOException {
    assertThat(install("--for", "networkmanager")).isZero();
    Path file = root.resolve("etc/NetworkManager/system-connections/sallyport.nmconnection");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void installingAgainIsTheSameAndAnotherToolReplacesTheFirst() throws IOException {
    assertThat(install()).isZero();
    var first = files();
    assertThat(install()).isZero();
    assertThat(files()).isEqualTo(first);
    assertThat(install("--for", "networkd")).isZero();
    assertThat(bench.out()).contains("removed /etc/network/interfaces.d/sallyport\n");
    assertThat(files())
        .containsKey("etc/systemd/network/10-sallyport.network")
        .doesNotContainKey("etc/network/interfaces.d/sallyport");
  }

  @Test
  void foreignFilesStayAndNothingIsInstalled() throws IOException {
    Files.createDirectories(root.resolve("etc"));
    Files.writeString(root.resolve("etc/resolv.conf"), "nameserver 192.0.2.53\n");
    var before = files();
    assertThat(install()).isEqualTo(3);
    assertThat(bench.err()).contains("not ours: /etc/resolv.conf", "--force");
    assertThat(files()).isEqualTo(before);
    assertThat(uninstall()).isZero();
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void whatForceReplacesComesBack() throws IOException {
    Files.createDirectories(root.resolve("etc"));
    Files.createSymbolicLink(root.resolve("etc/resolv.conf"), Path.of("../run/stub"));
    var before = files();
    assertThat(install("--force")).isZero();
    assertThat(root.resolve("etc/resolv.conf")).content().contains("nameserver 10.152.152.10");
    assertThat(Files.exists(root.resolve("run"), LinkOption.NOFOLLOW_LINKS)).isFalse();
    assertThat(install()).isZero();
    assertThat(uninstall()).isZero();
    assertThat(files()).isEqualTo(before);
  }

  /// An image in which files were replaced, of which one directory then lies elsewhere.
  private void imageWithLink(String directory, Path elsewhere, Path target) throws IOException {
    for (String path :
        List.of("etc/resolv.conf", "etc/network/interfaces.d/sallyport", "usr/local/bin/curl")) {
      Files.createDirectories(root.resolve(path).resolveSibling(".").normalize());
      Files.writeString(root.resolve(path), "before\n");
    }
    assertThat(install("--force")).isZero();
    Files.move(root.resolve(directory), elsewhere);
    Files.createSymbolicLink(root.resolve(directory), target);
  }

  private static List<String> directories() {
    return List.of(
        "etc",
        "etc/network",
        "usr",
        "usr/local/bin",
        "var",
        "var/lib/sallyport-workstation",
        "var/lib/sallyport-workstation/before",
        "var/lib/sallyport-workstation/before/etc",
        "var/lib/sallyport-workstation/before/etc/network/interfaces.d");
  }

  private void assertRefusesLinkOut(String directory, IntSupplier command) throws IOException {
    Path outside = home.resolve("outside");
    imageWithLink(directory, outside, outside);
    var there = files(outside);
    var here = files();
    assertThat(there).isNotEmpty();
    int status = command.getAsInt();
    assertThat(files(outside)).isEqualTo(there);
    assertThat(files()).isEqualTo(here);
    assertThat(status).isEqualTo(3);
    assertThat(bench.err()).contains("a link on the way", "out of " + root);
  }

  @ParameterizedTest
  @MethodSource("directories")
  void uninstallChangesNothingIfALinkLeadsOutOfTheRoot(String directory) throws IOException {
    assertRefusesLinkOut(directory, this::uninstall);
  }

  @ParameterizedTest
  @MethodSource("directories")
  void installChangesNothingIfALinkLeadsOutOfTheRoot(String directory) throws IOException {
    assertRefusesLinkOut(directory, () -> install("--for", "networkd", "--force"));
  }

  @Test
  void linkToNowhereIsRefused() throws IOException {
    Path outside = home.resolve("outside");
    Files.createSymbolicLink(root.resolve("etc"), outside);
    var here = files();
    assertThat(install()).isEqualTo(3);
    assertThat(bench.err()).contains("leads nowhere");
    assertThat(outside).doesNotExist();
    assertThat(files()).isEqualTo(here);
  }

  @Test
  void linkWithinTheRootIsFollowed() throws IOException {
    imageWithLink("usr/local", root.resolve("var/local"), Path.of("../var/local"));
    assertThat(uninstall()).isZero();
    assertThat(root.resolve("var/local/bin/curl")).hasContent("before");
  }

  @Test
  void directoriesAboveTheRootStay() throws IOException {
    root = Files.createDirectories(home.resolve("sallyport-workstation/etc"));
    assertThat(install()).isZero();
    assertThat(uninstall()).isZero();
    assertThat(root.resolve("etc/systemd/system")).isDirectory();
  }

  @Test
  void wrongWordsAreUsage() {
    assertThat(bench.run("workstation", "install")).isEqualTo(2);
    assertThat(install("--for", "windows")).isEqualTo(2);
    assertThat(bench.err()).contains("debian or networkmanager or networkd");
    assertThat(install("--gateway", "192.0.2.1")).isEqualTo(2);
    assertThat(bench.err()).contains("expected: another address of the network");
  }
}
