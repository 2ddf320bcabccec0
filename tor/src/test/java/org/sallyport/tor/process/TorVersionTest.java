package org.sallyport.tor.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TorVersionTest {
  @ParameterizedTest
  @CsvSource({
    "Tor version 0.4.9.11.,0.4.9.11",
    "Tor version 0.4.10.1-alpha-dev (git-abc).,0.4.10.1",
    "Tor version 1.0.0 (x),1.0.0.0"
  })
  void readsWhatTorSays(String line, String version) {
    assertThat(TorVersion.parse(line).orElseThrow()).hasToString(version);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Tor version x", "tor 0.4.9.11", "Tor version 0.4.99999999999.1"})
  void refusesAnythingElse(String line) {
    assertThat(TorVersion.parse(line)).isEmpty();
  }

  @Test
  void comparesNumbersAndNotText() {
    assertThat(new TorVersion(0, 4, 10, 0)).isGreaterThan(TorVersion.OLDEST);
    assertThat(new TorVersion(0, 4, 8, 99)).isLessThan(TorVersion.OLDEST);
    assertThat(new TorVersion(0, 4, 9, 11)).isGreaterThan(new TorVersion(0, 4, 9, 2));
  }
}
