package org.sallyport.core.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.core.law.Law;
import org.sallyport.core.law.Samples;

/// torrc's defaults for ports.
final class PortTest {
  @ParameterizedTest
  @EnumSource
  void defaultsAreOwnGroupAndClientAddrAndSocksAuth(PortKind kind) {
    Port port = Port.of(kind, 9050);
    assertThat(port.group()).isEqualTo(new SessionGroup.OfPort(kind, 9050));
    assertThat(port.flags())
        .containsExactlyInAnyOrder(
            IsolationFlag.ISOLATE_CLIENT_ADDR, IsolationFlag.ISOLATE_SOCKS_AUTH);
    assertThat(port.traffic()).isEmpty();
  }

  @Test
  void differentPortsNeverShareAGroupByDefault() {
    Law.holds(random -> {
      var samples = new Samples(random);
      Port one = Port.of(samples.port().kind(), samples.port().number());
      Port other = Port.of(samples.port().kind(), samples.port().number());
      boolean same = one.kind() == other.kind() && one.number() == other.number();
      assertThat(one.group().equals(other.group())).isEqualTo(same);
    });
  }

  @Test
  void namedGroupIsSharedByName() {
    assertThat(new SessionGroup.Named(7)).isEqualTo(new SessionGroup.Named(7));
    assertThat(new SessionGroup.Named(7)).isNotEqualTo(new SessionGroup.Named(8));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SessionGroup.Named(-1))
        .withMessageContaining("-1 (expected: 0 or more)");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 65_536, Integer.MIN_VALUE})
  void refusesNumberOutOfRange(int number) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Port.of(PortKind.SOCKS, number))
        .withMessageContaining(number + " (expected: 1 to 65535)");
  }

  @Test
  void flagsAreCopied() {
    var flags = EnumSet.of(IsolationFlag.ISOLATE_DEST_ADDR);
    var port = new Port(PortKind.SOCKS, 9050, new SessionGroup.Named(0), flags);
    flags.clear();
    assertThat(port.has(IsolationFlag.ISOLATE_DEST_ADDR)).isTrue();
    assertThat(port.has(IsolationFlag.ISOLATE_DEST_PORT)).isFalse();
  }

  @Test
  void namesAreTorrcs() {
    assertThat(EnumSet.allOf(PortKind.class))
        .extracting(PortKind::torrcName)
        .containsExactly("SocksPort", "HTTPTunnelPort", "TransPort", "DNSPort", "ControlPort");
    assertThat(EnumSet.allOf(IsolationFlag.class))
        .extracting(IsolationFlag::torrcName)
        .containsExactly(
            "IsolateClientAddr",
            "IsolateSOCKSAuth",
            "IsolateClientProtocol",
            "IsolateDestAddr",
            "IsolateDestPort");
  }
}
