package org.sallyport.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

/// Whatever the file says: a configuration, or what is wrong with it.
final class ConfigReaderFuzzTest {
  private static final Path FILE = Path.of("/etc/sallyport.toml");

  @FuzzTest
  void readsOrTellsEveryProblem(byte[] file) {
    try {
      var config = ConfigReader.parse(FILE, new String(file, StandardCharsets.UTF_8));
      config
          .workstations()
          .forEach((name, policy) -> assertThat(config.policy(name)).isEqualTo(policy));
    } catch (GatewayException e) {
      assertThat(e.kind()).isEqualTo(ErrorKind.CONFIGURATION);
      assertThat(e).hasMessageStartingWith(FILE + ":");
    }
  }
}
