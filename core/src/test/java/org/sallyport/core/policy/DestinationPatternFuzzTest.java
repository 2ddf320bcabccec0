package org.sallyport.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.sallyport.core.stream.Host;

/// Whatever an allow or deny list says: a pattern that survives a round trip, or none.
final class DestinationPatternFuzzTest {
  private static final List<Host> ADDRESSES =
      List.of(
          new Host.Address(InetAddress.ofLiteral("192.0.2.1")),
          new Host.Address(InetAddress.ofLiteral("2001:db8::1")));

  @FuzzTest
  void readsOrRefuses(byte[] bytes) {
    var text = new String(bytes, StandardCharsets.UTF_8);
    DestinationPattern.parse(text)
        .ifPresent(pattern -> {
          assertThat(DestinationPattern.parse(pattern.text())).contains(pattern);
          assertThat(pattern.toString()).doesNotContain(pattern.text());
          assertKeepsNamesAndAddressesApart(pattern.host());
        });
  }

  private static void assertKeepsNamesAndAddressesApart(HostPattern pattern) {
    switch (pattern) {
      case HostPattern.Any() -> assertThat(ADDRESSES).allMatch(pattern::matches);
      case HostPattern.Below(var suffix) -> {
        assertThat(ADDRESSES).noneMatch(pattern::matches);
        assertThat(pattern.matches(suffix)).isFalse();
      }
      case HostPattern.Exactly(var host) -> {
        assertThat(pattern.matches(host)).isTrue();
        assertThat(Host.of(host.text())).as("one reading").contains(host);
      }
      case HostPattern.Network(var base, _) ->
          assertThat(pattern.matches(new Host.Address(base))).isTrue();
    }
  }
}
