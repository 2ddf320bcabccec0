package org.sallyport.gateway.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.linux.sandbox.HostTree;
import org.sallyport.linux.sandbox.SandboxFiles;
import org.sallyport.linux.sandbox.SandboxHome;
import org.sallyport.linux.sandbox.SandboxSpec;
import org.sallyport.linux.sandbox.SandboxUser;

final class ProgramLookupTest {
  private static final Path INSIDE_HOME = Path.of("/home/user");

  @TempDir Path root;
  private Path programs = Path.of("/");
  private Path home = Path.of("/");

  @BeforeEach
  void makePrograms() throws IOException {
    programs = Files.createDirectory(root.resolve("programs"));
    home = Files.createDirectory(root.resolve("home"));
    program(programs.resolve("visible"), "rwxr-xr-x");
    program(programs.resolve("plain"), "rw-r--r--");
    program(home.resolve("own"), "rwx------");
    program(root.resolve("hidden"), "rwxr-xr-x");
  }

  @Test
  void findsAProgramOnTheSearchPath() {
    assertThatCode(() -> lookup().require("visible", INSIDE_HOME)).doesNotThrowAnyException();
  }

  @Test
  void findsAProgramByPathAndInTheKeptHome() {
    assertThatCode(() -> lookup().require(programs + "/visible", INSIDE_HOME))
        .doesNotThrowAnyException();
    assertThatCode(() -> lookup().require("/home/user/own", INSIDE_HOME))
        .doesNotThrowAnyException();
    assertThatCode(() -> lookup().require("./own", root)).doesNotThrowAnyException();
  }

  @Test
  void tellsMissingFromNotExecutable() {
    assertThat(failure("absent", INSIDE_HOME)).isEqualTo(ErrorKind.PROGRAM_NOT_FOUND);
    assertThat(failure("plain", INSIDE_HOME)).isEqualTo(ErrorKind.PROGRAM_NOT_EXECUTABLE);
  }

  @Test
  void doesNotFindWhatTheSandboxHides() {
    assertThat(failure(root + "/hidden", INSIDE_HOME)).isEqualTo(ErrorKind.PROGRAM_NOT_FOUND);
    assertThat(failure("./hidden", root)).isEqualTo(ErrorKind.PROGRAM_NOT_FOUND);
    assertThat(failure("bad\0name", INSIDE_HOME)).isEqualTo(ErrorKind.PROGRAM_NOT_FOUND);
  }

  private ErrorKind failure(String program, Path directory) {
    return catchThrowableOfType(GatewayException.class, () -> lookup().require(program, directory))
        .kind();
  }

  private ProgramLookup lookup() {
    var user = new SandboxUser("user", 1000, 1000, INSIDE_HOME);
    var host = new HostTree(List.of(), List.of(programs));
    var sandbox =
        new SandboxSpec(user, new SandboxHome.Kept(home), new SandboxFiles(root), host, List.of());
    return new ProgramLookup(sandbox, programs.toString());
  }

  private static void program(Path path, String mode) throws IOException {
    Files.createFile(path);
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }
}
