package org.sallyport.core.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The text of a destination and its limits.
final class DestinationTest {
  @ParameterizedTest
  @CsvSource({
    "web.test, 80, web.test:80",
    "192.0.2.1, 443, 192.0.2.1:443",
    "2001:db8::1, 443, [2001:db8:0:0:0:0:0:1]:443",
    "web.test, 0, web.test:0"
  })
  void textIsHostAndPortWithBracketsAroundIpv6(String host, int port, String text) {
    assertThat(new Destination(Host.of(host).orElseThrow(), port).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65_536, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void refusesPortOutOfRange(int port) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Destination(new Host.Name("web.test"), port))
        .withMessageContaining("expected: 0 to 65535");
  }

  @Test
  void acceptsTheWholeRange() {
    assertThat(new Destination(new Host.Name("web.test"), 65_535).port()).isEqualTo(65_535);
  }
}
