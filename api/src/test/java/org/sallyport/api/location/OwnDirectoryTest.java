package org.sallyport.api.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

final class OwnDirectoryTest {
  private final long uid = Surroundings.ofThisProcess().uid();
  private final OwnDirectory own = new OwnDirectory(uid);

  @Test
  void preparesDirectoryThatOnlyWeEnter(@TempDir Path home) throws IOException {
    var location = at(home);
    assertThat(own.checkRuntime(location)).isFalse();
    own.prepareRuntime(location);
    own.prepareRuntime(location);
    assertThat(own.checkRuntime(location)).isTrue();
    assertThat(mode(location.runtimeDirectory())).isEqualTo("rwx------");
    assertThat(mode(home.resolve("run"))).isEqualTo("rwx------");
  }

  @Test
  void preparesStateWithMissingParents(@TempDir Path home) throws IOException {
    own.prepareState(at(home).stateDirectory());
    assertThat(mode(at(home).stateDirectory())).isEqualTo("rwx------");
  }

  @Test
  void refusesDirectoryThatOthersEnter(@TempDir Path home) throws IOException {
    own.prepareRuntime(at(home));
    Files.setPosixFilePermissions(
        home.resolve("run"), PosixFilePermissions.fromString("rwxr-xr-x"));
    refuses(at(home), "chmod 700");
  }

  @Test
  void refusesSymbolicLink(@TempDir Path home) throws IOException {
    Files.createDirectory(home.resolve("real"));
    Files.createSymbolicLink(home.resolve("run"), home.resolve("real"));
    refuses(at(home), "not a directory");
  }

  @Test
  void refusesDirectoryOfSomebodyElse(@TempDir Path home) {
    own.prepareRuntime(at(home));
    assertThatThrownBy(() -> new OwnDirectory(uid + 1).checkRuntime(at(home)))
        .hasMessageContaining("belongs to user " + uid)
        .extracting(e -> ((GatewayException) e).kind())
        .isEqualTo(ErrorKind.PERMISSION);
  }

  @Test
  void saysWhyDirectoryCannotBeMade(@TempDir Path home) throws IOException {
    Files.createFile(home.resolve("state"));
    assertThatThrownBy(() -> own.prepareState(at(home).stateDirectory()))
        .hasMessageContaining(home.resolve("state").toString())
        .isInstanceOf(GatewayException.class);
  }

  private RuntimeLocation at(Path home) {
    return RuntimeLocation.of(
        new Surroundings(Map.of("SALLYPORT_HOME", home.toString()), uid, _ -> true), Network.TOR);
  }

  private void refuses(RuntimeLocation location, String words) {
    assertThatThrownBy(() -> own.checkRuntime(location))
        .hasMessageContaining(words)
        .extracting(e -> ((GatewayException) e).kind())
        .isEqualTo(ErrorKind.PERMISSION);
    assertThatThrownBy(() -> own.prepareRuntime(location)).hasMessageContaining(words);
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
