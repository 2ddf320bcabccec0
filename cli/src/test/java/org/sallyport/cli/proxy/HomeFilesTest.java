package org.sallyport.cli.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// What an application may have put into its home.
final class HomeFilesTest {
  private static final Path FILE = Path.of("a", "b", "settings");

  @TempDir private Path top;
  private Path home = Path.of("/");
  private Path outside = Path.of("/");
  private HomeFiles files = new HomeFiles(home);

  @BeforeEach
  void aHomeAndSomethingOutsideOfIt() throws IOException {
    home = Files.createDirectory(top.resolve("home"));
    outside = Files.createDirectory(top.resolve("outside"));
    Files.writeString(outside.resolve("settings"), "the user's own");
    files = new HomeFiles(home);
  }

  @Test
  void writesInDirectoriesThatItMakes() throws IOException {
    files.write(FILE, "x=1\n");
    assertThat(files.read(FILE)).contains("x=1\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(FILE))))
        .isEqualTo("rw-------");
    files.write(FILE, "x=2\n");
    assertThat(home.resolve(FILE)).hasContent("x=2\n");
    files.delete(FILE);
    assertThat(files.read(FILE)).isEmpty();
    assertThat(home.resolve(FILE).resolveSibling("")).isEmptyDirectory();
    files.delete(FILE);
  }

  @Test
  void everyByteStaysAsItIs() throws IOException {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    Files.createDirectories(home.resolve("a/b"));
    Files.write(home.resolve(FILE), all);
    files.write(FILE, files.read(FILE).orElseThrow());
    assertThat(home.resolve(FILE)).hasBinaryContent(all);
  }

  @Test
  void linksToDirectoriesAreNotFollowed() throws IOException {
    Files.createDirectory(home.resolve("a"));
    Files.createSymbolicLink(home.resolve("a/b"), outside);
    refuses(() -> files.write(FILE, "x"));
    refuses(() -> files.read(FILE));
    refuses(() -> files.delete(FILE));
    assertOutsideIsAsItWas();
  }

  @Test
  void linksToFilesAreNotFollowed() throws IOException {
    Files.createDirectories(home.resolve("a/b"));
    Files.createSymbolicLink(home.resolve(FILE), outside.resolve("settings"));
    refuses(() -> files.read(FILE));
    files.write(FILE, "x");
    assertThat(home.resolve(FILE)).isRegularFile().hasContent("x");
    assertThat(Files.isSymbolicLink(home.resolve(FILE))).isFalse();
    assertOutsideIsAsItWas();
  }

  @Test
  void whatLiesInTheWayOfNewFilesGoes() throws IOException {
    Files.createSymbolicLink(home.resolve(".sallyport-fresh"), outside);
    files.write(FILE, "x");
    Files.createSymbolicLink(home.resolve("a/b/.sallyport-fresh"), outside.resolve("settings"));
    files.write(FILE, "y");
    assertThat(home.resolve(FILE)).hasContent("y");
    assertThat(Files.exists(home.resolve(".sallyport-fresh"), LinkOption.NOFOLLOW_LINKS)).isFalse();
    assertOutsideIsAsItWas();
  }

  @Test
  void whatIsNoPlainFileIsNotRead() throws Exception {
    Files.createDirectories(home.resolve("a/b"));
    int status = new ProcessBuilder("mkfifo", home.resolve(FILE).toString()).start().waitFor();
    assertThat(status).isZero();
    refuses(() -> files.read(FILE));
    Files.delete(home.resolve(FILE));
    Files.write(home.resolve(FILE), new byte[HomeFiles.MOST_BYTES + 1]);
    refuses(() -> files.read(FILE));
  }

  private void assertOutsideIsAsItWas() {
    assertThat(outside.resolve("settings")).hasContent("the user's own");
    assertThat(outside).isDirectoryContaining(file -> file.endsWith("settings"));
    assertThat(outside.toFile().list()).hasSize(1);
  }

  private static void refuses(Runnable work) {
    assertThatThrownBy(work::run)
        .isInstanceOf(GatewayException.class)
        .extracting(e -> ((GatewayException) e).kind())
        .isEqualTo(ErrorKind.STORAGE);
  }
}
