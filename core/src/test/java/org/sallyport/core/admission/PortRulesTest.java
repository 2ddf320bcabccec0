package org.sallyport.core.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sallyport.core.admission.StreamRequest.Purpose;
import org.sallyport.core.policy.ApplicationPolicy;
import org.sallyport.core.port.Port;
import org.sallyport.core.port.PortKind;
import org.sallyport.core.port.TrafficFlag;
import org.sallyport.core.state.GatewayState;
import org.sallyport.core.stream.ClientProtocol;
import org.sallyport.core.stream.Credentials;
import org.sallyport.core.stream.Destination;
import org.sallyport.core.stream.Host;
import org.sallyport.core.workstation.ApplicationName;

/// What each traffic flag of a port refuses.
final class PortRulesTest {
  private static final ApplicationPolicy FREE =
      ApplicationPolicy.unrestricted(new ApplicationName("any"));

  @ParameterizedTest
  @CsvSource({
    "ONION_TRAFFIC_ONLY, web.test, ONION_TRAFFIC_ONLY",
    "ONION_TRAFFIC_ONLY, 192.0.2.1, ONION_TRAFFIC_ONLY",
    "ONION_TRAFFIC_ONLY, 2001:db8::1, ONION_TRAFFIC_ONLY",
    "ONION_TRAFFIC_ONLY, x.onion, ",
    "NO_ONION_TRAFFIC, x.onion, NO_ONION_TRAFFIC",
    "NO_ONION_TRAFFIC, a.x.onion, NO_ONION_TRAFFIC",
    "NO_ONION_TRAFFIC, web.test, ",
    "NO_ONION_TRAFFIC, onion.test, ",
    "NO_DNS_REQUEST, web.test, NO_DNS_REQUEST",
    "NO_DNS_REQUEST, x.onion, ",
    "NO_DNS_REQUEST, 192.0.2.1, ",
    "NO_IPV4_TRAFFIC, 192.0.2.1, NO_IPV4_TRAFFIC",
    "NO_IPV4_TRAFFIC, 2001:db8::1, ",
    "NO_IPV4_TRAFFIC, web.test, ",
    "NO_IPV6_TRAFFIC, 2001:db8::1, NO_IPV6_TRAFFIC",
    "NO_IPV6_TRAFFIC, 192.0.2.1, ",
    "PREFER_IPV6, 192.0.2.1, ",
    "EXTENDED_ERRORS, x.onion, "
  })
  void flagRefuses(TrafficFlag flag, String host, RefusalReason reason) {
    for (Purpose purpose : Set.of(Purpose.CONNECT, Purpose.RESOLVE)) {
      assertThat(refusal(flag, ClientProtocol.SOCKS5, host, purpose).map(Refusal::reason))
          .isEqualTo(Optional.ofNullable(reason));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"web.test", "x.onion", "192.0.2.1"})
  void socks4IsAllIpv4(String host) {
    var flag = TrafficFlag.NO_IPV4_TRAFFIC;
    assertThat(refusal(flag, ClientProtocol.SOCKS4, host, Purpose.CONNECT).map(Refusal::reason))
        .contains(RefusalReason.NO_IPV4_TRAFFIC);
  }

  @Test
  void refusalSaysWhichFlagOfWhichPort() {
    var refused =
        refusal(TrafficFlag.NO_DNS_REQUEST, ClientProtocol.SOCKS5, "web.test", Purpose.CONNECT);
    assertThat(refused.orElseThrow().rule().reveal()).isEqualTo("SocksPort 9300 NoDNSRequest");
    assertThat(refused.toString()).doesNotContain("9300");
  }

  private static Optional<Refusal> refusal(
      TrafficFlag flag, ClientProtocol protocol, String host, Purpose purpose) {
    Port port = Port.of(PortKind.SOCKS, 9300).plus(Set.of(), Set.of(flag));
    var to = new Destination(Host.of(host).orElseThrow(), purpose == Purpose.CONNECT ? 80 : 0);
    return AdmissionRules.refusal(
        GatewayState.OPEN, FREE, new StreamRequest(port, protocol, Credentials.NONE, to, purpose));
  }
}
