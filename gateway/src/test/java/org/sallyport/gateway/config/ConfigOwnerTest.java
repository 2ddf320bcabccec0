package org.sallyport.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

final class ConfigOwnerTest {
  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(directory.resolve("sallyport.toml"), "[tor]\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "rw-r--r--", "r--r--r--", "rw-rw-r--"})
  void takesWhatOnlyWeMayWrite(String mode) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    assertThat(ConfigReader.read(file)).isEqualTo(GatewayConfig.DEFAULTS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-rw-rw-", "rw-r--rw-", "-w-----w-"})
  void refusesWhatOthersMayWrite(String mode) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    refuses(file);
  }

  @Test
  void judgesTheFileBehindALink() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link.toml"), file);
    assertThat(ConfigReader.read(link)).isEqualTo(GatewayConfig.DEFAULTS);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    refuses(link);
  }

  private static void refuses(Path path) {
    assertThatThrownBy(() -> ConfigReader.read(path))
        .hasMessageContaining("others may write it")
        .hasMessageContaining("chmod go-w " + path)
        .extracting(e -> ((GatewayException) e).kind())
        .isEqualTo(ErrorKind.PERMISSION);
  }
}
