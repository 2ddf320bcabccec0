package org.sallyport.core.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sallyport.core.admission.StreamRequest.Purpose;
import org.sallyport.core.law.Law;
import org.sallyport.core.law.Samples;
import org.sallyport.core.policy.ApplicationPolicy;
import org.sallyport.core.policy.DestinationPattern;
import org.sallyport.core.policy.DestinationPolicy;
import org.sallyport.core.policy.Switches;
import org.sallyport.core.port.Port;
import org.sallyport.core.port.PortKind;
import org.sallyport.core.state.GatewayState;
import org.sallyport.core.stream.ClientProtocol;
import org.sallyport.core.stream.Credentials;
import org.sallyport.core.stream.Destination;
import org.sallyport.core.stream.Host;
import org.sallyport.core.workstation.ApplicationName;

/// The rules that refuse, and their order.
final class AdmissionRulesTest {
  private static final ApplicationName MAIL = new ApplicationName("mail");
  private static final ApplicationPolicy FREE = ApplicationPolicy.unrestricted(MAIL);
  private static final ApplicationPolicy ONLY_993 = allowing("*:993");

  @Test
  void admitsWhatNoRuleRefuses() {
    assertThat(refusal(GatewayState.OPEN, FREE, connect("web.test", 80))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OPEN")
  void nothingPassesUnlessOpen(GatewayState state) {
    Law.holds(random -> {
      var samples = new Samples(random);
      var request =
          new StreamRequest(
              samples.port(),
              samples.protocol(),
              samples.credentials(),
              samples.destination(),
              samples.oneOf(List.of(Purpose.values())));
      assertThat(refusal(state, FREE, request)).contains(RefusalReason.BLOCKED);
    });
  }

  @Test
  void blockedIsAskedBeforeInternalAddressAndThatBeforePolicy() {
    StreamRequest all = connect("10.0.0.1", 80);
    assertThat(refusal(GatewayState.BLOCKED, ONLY_993, all)).contains(RefusalReason.BLOCKED);
    assertThat(refusal(GatewayState.OPEN, ONLY_993, all)).contains(RefusalReason.INTERNAL_ADDRESS);
    assertThat(refusal(GatewayState.OPEN, ONLY_993, connect("web.test", 80)))
        .contains(RefusalReason.POLICY);
  }

  @ParameterizedTest
  @EnumSource
  void internalHostIsRefusedForEveryPurpose(Purpose purpose) {
    assertThat(refusal(GatewayState.OPEN, FREE, request("192.168.1.1", 0, purpose)))
        .contains(RefusalReason.INTERNAL_ADDRESS);
  }

  @Test
  void internalHostIsRefusedEvenIfThePolicyNamesIt() {
    var policy = allowing("10.0.0.1:*");
    assertThat(refusal(GatewayState.OPEN, policy, connect("10.0.0.1", 80)))
        .contains(RefusalReason.INTERNAL_ADDRESS);
  }

  @Test
  void policyAllowsConnectionByPortAndLookupByHost() {
    assertThat(refusal(GatewayState.OPEN, ONLY_993, connect("mail.test", 993))).isEmpty();
    assertThat(refusal(GatewayState.OPEN, ONLY_993, request("mail.test", 0, Purpose.RESOLVE)))
        .isEmpty();
    assertThat(refusal(GatewayState.OPEN, ONLY_993, connect("mail.test", 0)))
        .contains(RefusalReason.POLICY);
  }

  private static Optional<RefusalReason> refusal(
      GatewayState state, ApplicationPolicy policy, StreamRequest request) {
    return AdmissionRules.refusal(state, policy, request).map(Refusal::reason);
  }

  private static ApplicationPolicy allowing(String pattern) {
    var allow = List.of(DestinationPattern.parse(pattern).orElseThrow());
    var destinations = new DestinationPolicy(allow, List.of(), DestinationPolicy.Reach.EVERYTHING);
    return new ApplicationPolicy(MAIL, List.of(), Set.of(), destinations, Switches.INHERITED);
  }

  private static StreamRequest connect(String host, int port) {
    return request(host, port, Purpose.CONNECT);
  }

  private static StreamRequest request(String host, int port, Purpose purpose) {
    return new StreamRequest(
        Port.of(PortKind.SOCKS, 9050),
        ClientProtocol.SOCKS5,
        Credentials.http("", ""),
        new Destination(Host.of(host).orElseThrow(), port),
        purpose);
  }
}
