package org.sallyport.gateway.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.api.CircuitRow;
import org.sallyport.core.isolation.IsolationKey;
import org.sallyport.core.isolation.IsolationToken;
import org.sallyport.core.isolation.TokenMint;
import org.sallyport.core.port.PortKind;
import org.sallyport.core.port.SessionGroup;
import org.sallyport.core.secret.Sensitive;
import org.sallyport.core.workstation.ApplicationName;
import org.sallyport.core.workstation.Identity;
import org.sallyport.core.workstation.WorkstationName;
import org.sallyport.gateway.admission.Gate;
import org.sallyport.gateway.identity.Keyring;
import org.sallyport.gateway.identity.Owner;
import org.sallyport.gateway.upstream.GateKeeper;
import org.sallyport.tor.control.CircuitEvent;
import org.sallyport.tor.control.CircuitStatus;
import org.sallyport.tor.control.Hop;
import org.sallyport.tor.control.SocksCredentials;
import org.sallyport.tor.control.StreamEvent;
import org.sallyport.tor.control.StreamStatus;
import org.sallyport.tor.ledger.Ledger;
import org.sallyport.tor.upstream.LedgerFeed;

final class ProofTest {
  private static final WorkstationName RESEARCH = new WorkstationName("research");
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

  private final Keyring keyring =
      new Keyring(new TokenMint(new byte[TokenMint.SECRET_BYTES]), CLOCK);
  private final Ledger ledger = new Ledger(CLOCK);
  private final Proof proof = new Proof(new GateKeeper(new Gate()), keyring, ledger);
  private final LedgerFeed feed = new LedgerFeed(ledger, proof);
  private final java.util.List<org.sallyport.dataplane.listing.OpenStream> opened =
      new java.util.ArrayList<>();
  private final ProofReport report = new ProofReport(proof, CLOCK, () -> opened);
  private final IsolationToken mail = token("mail");
  private final IsolationToken curl = token("curl");

  @Test
  void translatesTokensIntoApplications() {
    circuit(7, "exit1", "");
    stream(1, 7, mail);
    circuit(8, "exit2", "");
    stream(2, 8, curl);
    feed.caughtUp();
    var rows = report.isolation().applications();
    assertThat(rows).extracting(row -> row.application()).containsExactly("mail", "curl");
    assertThat(rows.getFirst().circuits()).containsExactly("7");
    assertThat(rows.getFirst().exits()).containsExactly("exit1");
    assertThat(report.verdict().holds()).isTrue();
    assertThat(report.streamsOpen()).containsEntry(owner("mail"), 1L);
  }

  @Test
  void showsTheLegsOfAConfluxSetAsOne() {
    circuit(7, "exit1", "SET");
    circuit(8, "exit1", "SET");
    stream(1, 7, mail);
    feed.caughtUp();
    assertThat(report.circuits().circuits()).hasSize(1);
    assertThat(report.circuits().circuits().getFirst().legs())
        .extracting(CircuitRow.Leg::id)
        .containsExactly("7", "8");
    assertThat(report.isolation().applications().getFirst().circuits()).containsExactly("7+8");
  }

  @Test
  void namesBothApplicationsOfACircuitThatCarriedTwo() {
    circuit(7, "exit1", "");
    stream(1, 7, mail);
    stream(2, 7, curl);
    feed.caughtUp();
    assertThat(report.verdict().holds()).isFalse();
    assertThat(report.isolation().violations())
        .singleElement()
        .asString()
        .contains("circuit 7", "research/mail", "research/curl")
        .doesNotContain(mail.text(), curl.text());
  }

  @Test
  void findsTheCircuitsOfAnIdentity() {
    circuit(7, "exit1", "");
    stream(1, 7, mail);
    circuit(8, "exit2", "");
    stream(2, 8, curl);
    feed.caughtUp();
    assertThat(proof.circuitsOf(identity -> identity.application().text().equals("curl")))
        .containsExactly(8);
    assertThat(proof.tokensInUse()).contains(mail.text(), curl.text());
  }

  private IsolationToken token(String application) {
    var identity = new Identity(RESEARCH, 0, new ApplicationName(application), 0);
    var group = new SessionGroup.OfPort(PortKind.SOCKS, 9050);
    return keyring
        .token(new IsolationKey(identity, group, null, null, null, null, null))
        .orElseThrow();
  }

  private static Owner owner(String application) {
    return new Owner(RESEARCH, new ApplicationName(application));
  }

  private void circuit(int id, String exit, String conflux) {
    var path = List.of(new Hop("A".repeat(40), "guard"), new Hop("B".repeat(40), exit));
    var use =
        new CircuitEvent.Use(
            List.of(), "GENERAL", "", Sensitive.of(""), "", SocksCredentials.NONE, conflux);
    feed.event(
        new CircuitEvent(
            id, CircuitStatus.BUILT, Sensitive.of(path), use, new StreamEvent.End("", "")));
  }

  private void stream(long id, int circuit, IsolationToken token) {
    var isolation =
        new StreamEvent.Isolation(
            SocksCredentials.of("<torS0X>0", token.text()), "SOCKS5", 0, "-4", List.of());
    for (var status : List.of(StreamStatus.NEW, StreamStatus.SENTCONNECT)) {
      feed.event(
          new StreamEvent(
              id,
              status,
              status == StreamStatus.NEW ? 0 : circuit,
              Sensitive.of("web.test:80"),
              new StreamEvent.Origin(Sensitive.of("socks:0"), "USER", ""),
              new StreamEvent.End("", ""),
              isolation));
    }
  }
}
