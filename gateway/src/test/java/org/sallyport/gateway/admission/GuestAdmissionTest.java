package org.sallyport.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.core.admission.Admission;
import org.sallyport.core.admission.RefusalReason;
import org.sallyport.core.attribution.Origin;
import org.sallyport.core.isolation.IsolationToken;
import org.sallyport.core.isolation.TokenMint;
import org.sallyport.core.policy.ApplicationPolicy;
import org.sallyport.core.state.GatewayState;
import org.sallyport.core.workstation.ApplicationName;
import org.sallyport.core.workstation.WorkstationName;
import org.sallyport.gateway.identity.Epochs;
import org.sallyport.gateway.identity.Keyring;
import org.sallyport.gateway.identity.Owner;

final class GuestAdmissionTest {
  private final Gate gate = new Gate();
  private final Keyring keyring =
      new Keyring(new TokenMint(new byte[TokenMint.SECRET_BYTES]), InstantSource.system());
  private final Epochs epochs = new Epochs();
  private final GuestAdmission guests = new GuestAdmission(this::admission);

  private ApplicationAdmission admission(InetAddress address) {
    var application = new ApplicationName(address.getHostAddress().replace(':', '-'));
    var owner = new Owner(new WorkstationName("guests"), application);
    return new ApplicationAdmission(
        owner, ApplicationPolicy.unrestricted(application), gate, epochs, keyring);
  }

  private static Origin machine(String address) {
    return new Origin.Machine(InetAddress.ofLiteral(address));
  }

  @Test
  void eachAddressHasATokenOfItsOwn() {
    gate.enter(GatewayState.OPEN);
    var tokens = new HashSet<IsolationToken>();
    for (String address : List.of("10.0.0.1", "10.0.0.2", "fd19::1", "fd19::2", "10.0.0.1")) {
      var admission = guests.admit(Asked.from(machine(address)));
      assertThat(admission)
          .isInstanceOfSatisfying(
              Admission.Admitted.class, admitted -> tokens.add(admitted.token()));
    }
    assertThat(tokens).hasSize(4);
  }

  @Test
  void streamOfNobodyIsRefused() {
    gate.enter(GatewayState.OPEN);
    assertThat(guests.admit(Asked.from(Origin.NOT_ASKED)))
        .isEqualTo(new Admission.Refused(RefusalReason.BLOCKED));
    assertThat(guests.admit(Asked.from(new Origin.Unknown(1))))
        .isEqualTo(new Admission.Refused(RefusalReason.BLOCKED));
  }
}
