package org.sallyport.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.gateway.admission.Asked.token;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.core.admission.Admission;
import org.sallyport.core.admission.RefusalReason;
import org.sallyport.core.admission.StreamAdmission;
import org.sallyport.core.attribution.Origin;
import org.sallyport.core.attribution.Program;
import org.sallyport.core.isolation.IsolationToken;
import org.sallyport.core.isolation.TokenMint;
import org.sallyport.core.policy.ApplicationPolicy;
import org.sallyport.core.policy.WorkstationPolicy;
import org.sallyport.core.state.GatewayState;
import org.sallyport.core.workstation.ApplicationName;
import org.sallyport.core.workstation.WorkstationName;
import org.sallyport.gateway.identity.Epochs;
import org.sallyport.gateway.identity.Keyring;
import org.sallyport.gateway.identity.Owner;
import org.sallyport.gateway.program.ProgramNames;
import org.sallyport.gateway.program.ProgramPolicies;
import org.sallyport.gateway.wrap.WrapFiles;
import org.sallyport.gateway.wrap.WrappedPrograms;

final class WrappedAdmissionTest {
  private static final WorkstationPolicy WORKSTATION =
      WorkstationPolicy.defaults(WorkstationName.DEFAULT);
  private static final ApplicationName CURL = new ApplicationName("curl");

  private final Gate gate = new Gate();
  private final Epochs epochs = new Epochs();
  private final Keyring keyring =
      new Keyring(new TokenMint(new byte[TokenMint.SECRET_BYTES]), InstantSource.system());

  @TempDir private Path directory;

  @BeforeEach
  void open() {
    assertThat(gate.enter(GatewayState.OPEN)).isTrue();
  }

  @Test
  void aWrappedCommandIsTheApplicationOfItsShimAndTheRestTheLaunchs() throws Exception {
    StreamAdmission inside = inside();
    assertThat(token(inside, found(CURL))).isEqualTo(token(own("curl"), Origin.NOT_ASKED));
    assertThat(token(inside, found(null))).isEqualTo(token(own("bash"), Origin.NOT_ASKED));
  }

  @Test
  void anUnknownOpenerSharesWithNobody() throws Exception {
    StreamAdmission inside = inside();
    assertThat(
            Set.of(
                token(inside, new Origin.Unknown(1)),
                token(inside, new Origin.Unknown(2)),
                token(inside, found(CURL)),
                token(inside, found(null))))
        .hasSize(4);
  }

  @Test
  void whereNobodyAskedNothingPasses() throws Exception {
    assertThat(inside().admit(Asked.from(Origin.NOT_ASKED)))
        .isEqualTo(new Admission.Refused(RefusalReason.BLOCKED));
  }

  @Test
  void aNewIdentityIsTheCommandsOwn() throws Exception {
    StreamAdmission inside = inside();
    IsolationToken curl = token(inside, found(CURL));
    IsolationToken launch = token(inside, found(null));
    epochs.renew(new Owner(WorkstationName.DEFAULT, CURL));
    assertThat(token(inside, found(CURL))).isNotEqualTo(curl);
    assertThat(token(inside, found(null))).isEqualTo(launch);
  }

  private StreamAdmission inside() throws Exception {
    Path list = directory.resolve("wrap");
    Files.writeString(list, "all on\nnetwork tor\ncommand curl on default /usr/bin/curl\n");
    WrappedPrograms wrapped = new WrapFiles(List.of(list)).read();
    var programs =
        new ProgramAdmission(
            WORKSTATION,
            ProgramPolicies.of(WORKSTATION, new ProgramNames()),
            new ProgramAdmission.Deciding(gate, epochs, keyring, () -> 0));
    return new WrappedAdmission(own("bash"), WORKSTATION, wrapped, programs);
  }

  private ApplicationAdmission own(String application) {
    var name = new ApplicationName(application);
    return new ApplicationAdmission(
        new Owner(WorkstationName.DEFAULT, name),
        ApplicationPolicy.unrestricted(name),
        gate,
        epochs,
        keyring);
  }

  private static Origin found(@Nullable ApplicationName application) {
    return new Origin.Found(7, new Program("/usr/bin/x", null), application);
  }
}
