package org.sallyport.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.sallyport.core.admission.Admission;
import org.sallyport.core.admission.Refusal;
import org.sallyport.core.admission.RefusalReason;
import org.sallyport.core.admission.StreamRequest;
import org.sallyport.core.port.Port;
import org.sallyport.core.port.PortKind;
import org.sallyport.core.stream.ClientProtocol;
import org.sallyport.core.stream.Credentials;
import org.sallyport.core.stream.Destination;
import org.sallyport.core.stream.Host;
import org.sallyport.core.workstation.ApplicationName;
import org.sallyport.core.workstation.WorkstationName;
import org.sallyport.gateway.identity.Owner;

final class RefusalLogTest {
  private static final Owner MAIL =
      new Owner(new WorkstationName("research"), new ApplicationName("mail"));
  private static final Refusal POLICY = Refusal.of(RefusalReason.POLICY);

  private final RefusalLog log = new RefusalLog(InstantSource.fixed(Instant.EPOCH));

  private static StreamRequest to(int port) {
    return new StreamRequest(
        Port.of(PortKind.SOCKS, 9050),
        ClientProtocol.SOCKS5,
        Credentials.NONE,
        new Destination(new Host.Name("web.test"), port),
        StreamRequest.Purpose.CONNECT);
  }

  @Test
  void keepsTheLatest() {
    for (int port = 1; port <= RefusalLog.MAX_KEPT + 2; port++) {
      log.add(MAIL, to(port), POLICY);
    }
    assertThat(log.latest()).hasSize(RefusalLog.MAX_KEPT);
    assertThat(log.latest().getFirst().request()).isEqualTo(to(3));
    assertThat(log.latest().getLast().request()).isEqualTo(to(RefusalLog.MAX_KEPT + 2));
  }

  @Test
  void isToldOfRefusalsAndLeavesDecisionsAlone() {
    var admission = new Admission.Refused(RefusalReason.BLOCKED);
    var witnessed = new WitnessedAdmission(_ -> admission, _ -> MAIL, log);
    assertThat(witnessed.admit(to(80))).isSameAs(admission);
    assertThat(log.latest()).isEmpty();
    witnessed.refused(to(80), POLICY);
    assertThat(log.latest())
        .containsExactly(new RefusalLog.Entry(Instant.EPOCH, MAIL, to(80), POLICY));
  }
}
