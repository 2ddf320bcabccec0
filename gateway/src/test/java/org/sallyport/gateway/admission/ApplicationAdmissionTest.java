package org.sallyport.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.sallyport.core.admission.Admission;
import org.sallyport.core.admission.RefusalReason;
import org.sallyport.core.admission.StreamRequest;
import org.sallyport.core.isolation.IsolationToken;
import org.sallyport.core.isolation.TokenMint;
import org.sallyport.core.policy.ApplicationPolicy;
import org.sallyport.core.port.Port;
import org.sallyport.core.port.PortKind;
import org.sallyport.core.state.GatewayState;
import org.sallyport.core.stream.ClientProtocol;
import org.sallyport.core.stream.Credentials;
import org.sallyport.core.stream.Destination;
import org.sallyport.core.stream.Host;
import org.sallyport.core.workstation.ApplicationName;
import org.sallyport.core.workstation.WorkstationName;
import org.sallyport.gateway.identity.Epochs;
import org.sallyport.gateway.identity.Keyring;
import org.sallyport.gateway.identity.Owner;

final class ApplicationAdmissionTest {
  private static final Port SOCKS = Port.of(PortKind.SOCKS, 9050);

  private final Gate gate = new Gate();
  private final Epochs epochs = new Epochs();
  private final Keyring keyring =
      new Keyring(new TokenMint(new byte[TokenMint.SECRET_BYTES]), InstantSource.system());
  private final Owner curl = owner("research", "curl");

  @Test
  void refusesInEveryStateButOpen() {
    for (GatewayState state :
        EnumSet.complementOf(EnumSet.of(GatewayState.OPEN, GatewayState.STOPPING))) {
      gate.enter(state);
      assertThat(admission(curl).admit(to("web.test")))
          .isEqualTo(new Admission.Refused(RefusalReason.BLOCKED));
    }
    gate.enter(GatewayState.OPEN);
    assertThat(admission(curl).admit(to("web.test"))).isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void nothingOpensTheGateAgainOnceItStops() {
    gate.enter(GatewayState.STOPPING);
    assertThat(gate.enter(GatewayState.OPEN)).isFalse();
    assertThat(admission(curl).admit(to("web.test")))
        .isEqualTo(new Admission.Refused(RefusalReason.BLOCKED));
  }

  @Test
  void givesTheSameApplicationTheSameTokenAndOthersOthers() {
    gate.enter(GatewayState.OPEN);
    assertThat(token(curl, "web.test")).isEqualTo(token(curl, "other.test"));
    assertThat(token(curl, "web.test")).isNotEqualTo(token(owner("research", "wget"), "web.test"));
    assertThat(token(curl, "web.test")).isNotEqualTo(token(owner("other", "curl"), "web.test"));
  }

  @Test
  void givesAnotherTokenAfterANewIdentity() {
    gate.enter(GatewayState.OPEN);
    var before = token(curl, "web.test");
    epochs.renew(curl);
    assertThat(token(curl, "web.test")).isNotEqualTo(before);
  }

  @Test
  void refusesInternalHosts() {
    gate.enter(GatewayState.OPEN);
    assertThat(admission(curl).admit(to("printer.local")))
        .isEqualTo(new Admission.Refused(RefusalReason.INTERNAL_ADDRESS));
  }

  private ApplicationAdmission admission(Owner owner) {
    var policy = ApplicationPolicy.unrestricted(owner.application());
    return new ApplicationAdmission(owner, policy, gate, epochs, keyring);
  }

  private IsolationToken token(Owner owner, String host) {
    return switch (admission(owner).admit(to(host))) {
      case Admission.Admitted(var token, _, _) -> token;
      case Admission.Refused(var refusal) -> throw new AssertionError(refusal);
    };
  }

  private static StreamRequest to(String host) {
    return new StreamRequest(
        SOCKS,
        ClientProtocol.SOCKS5,
        Credentials.socks(new byte[0], new byte[0]),
        new Destination(new Host.Name(host), 80),
        StreamRequest.Purpose.CONNECT);
  }

  private static Owner owner(String workstation, String application) {
    return new Owner(new WorkstationName(workstation), new ApplicationName(application));
  }
}
