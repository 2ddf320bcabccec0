package org.sallyport.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.HashSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.core.admission.Admission;
import org.sallyport.core.admission.RefusalReason;
import org.sallyport.core.attribution.Origin;
import org.sallyport.core.attribution.Program;
import org.sallyport.core.isolation.IsolationToken;
import org.sallyport.core.isolation.TokenMint;
import org.sallyport.core.policy.WorkstationPolicy;
import org.sallyport.core.state.GatewayState;
import org.sallyport.core.workstation.ApplicationName;
import org.sallyport.core.workstation.WorkstationName;
import org.sallyport.gateway.identity.Epochs;
import org.sallyport.gateway.identity.Keyring;
import org.sallyport.gateway.identity.Owner;
import org.sallyport.gateway.program.ProgramNames;
import org.sallyport.gateway.program.ProgramPolicies;

final class ProgramAdmissionTest {
  private static final WorkstationPolicy WORKSTATION =
      WorkstationPolicy.defaults(WorkstationName.DEFAULT);

  private final Gate gate = new Gate();
  private final Epochs epochs = new Epochs();
  private final AtomicLong nonces = new AtomicLong(1_000);
  private final Keyring keyring =
      new Keyring(new TokenMint(new byte[TokenMint.SECRET_BYTES]), InstantSource.system());
  private final ProgramAdmission admission =
      new ProgramAdmission(
          WORKSTATION,
          ProgramPolicies.of(WORKSTATION, new ProgramNames()),
          new ProgramAdmission.Deciding(gate, epochs, keyring, nonces::incrementAndGet));

  @BeforeEach
  void open() {
    assertThat(gate.enter(GatewayState.OPEN)).isTrue();
  }

  @Test
  void processesOfOneProgramShareAndOthersDoNot() {
    assertThat(token(found(1, "/x/a"))).isEqualTo(token(found(2, "/x/a")));
    assertThat(token(found(1, "/x/a")))
        .isNotEqualTo(token(found(1, "/x/b")))
        .isNotEqualTo(token(found(1, "/y/a")));
  }

  @Test
  void anUnknownOpenerSharesWithNobody() {
    var tokens = new HashSet<IsolationToken>();
    for (long nonce = 0; nonce < 10; nonce++) {
      assertThat(tokens.add(token(new Origin.Unknown(nonce)))).isTrue();
    }
    assertThat(tokens.add(token(found(1, "/x/unknown")))).isTrue();
  }

  @Test
  void whereNobodyAskedNothingPasses() {
    assertThat(admission.admit(Asked.from(Origin.NOT_ASKED)))
        .isEqualTo(new Admission.Refused(RefusalReason.BLOCKED));
  }

  @Test
  void aNewIdentityIsTheProgramsOwn() {
    IsolationToken a = token(found(1, "/x/a"));
    IsolationToken b = token(found(1, "/x/b"));
    epochs.renew(new Owner(WorkstationName.DEFAULT, new ApplicationName("a")));
    assertThat(token(found(1, "/x/a"))).isNotEqualTo(a);
    assertThat(token(found(1, "/x/b"))).isEqualTo(b);
  }

  private static Origin found(long pid, String executable) {
    return new Origin.Found(pid, new Program(executable, null));
  }

  private IsolationToken token(Origin origin) {
    return Asked.token(admission, origin);
  }
}
