package org.sallyport.tor.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.tor.control.CircuitStatus.BUILT;
import static org.sallyport.tor.control.CircuitStatus.LAUNCHED;
import static org.sallyport.tor.control.StreamStatus.DETACHED;
import static org.sallyport.tor.control.StreamStatus.FAILED;
import static org.sallyport.tor.control.StreamStatus.NEW;
import static org.sallyport.tor.control.StreamStatus.REMAP;
import static org.sallyport.tor.control.StreamStatus.SENTCONNECT;
import static org.sallyport.tor.control.StreamStatus.SUCCEEDED;
import static org.sallyport.tor.ledger.Events.ALICE;
import static org.sallyport.tor.ledger.Events.BOB;
import static org.sallyport.tor.ledger.Events.circuit;
import static org.sallyport.tor.ledger.Events.minor;
import static org.sallyport.tor.ledger.Events.newStream;
import static org.sallyport.tor.ledger.Events.ours;
import static org.sallyport.tor.ledger.Events.stream;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.core.secret.Sensitive;
import org.sallyport.tor.control.CircuitBandwidthEvent;
import org.sallyport.tor.control.CircuitStatus;
import org.sallyport.tor.control.EventsLost;
import org.sallyport.tor.control.SignalEvent;
import org.sallyport.tor.control.SocksCredentials;
import org.sallyport.tor.control.StreamStatus;
import org.sallyport.tor.control.UnknownEvent;

final class LedgerTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private final Ledger ledger = new Ledger(InstantSource.fixed(NOON));

  private void connect(long id, int circuit, SocksCredentials owner) {
    ledger.accept(stream(id, NEW, 0, owner));
    ledger.accept(stream(id, SENTCONNECT, circuit, owner));
    ledger.accept(stream(id, REMAP, circuit, owner));
    ledger.accept(stream(id, SUCCEEDED, circuit, owner));
  }

  private void close(long id, int circuit, SocksCredentials owner) {
    ledger.accept(stream(id, StreamStatus.CLOSED, circuit, owner));
  }

  private LedgerSnapshot published() {
    ledger.publish();
    return ledger.snapshot();
  }

  private LedgerCircuit onlyCircuit() {
    var circuits = published().circuits();
    assertThat(circuits).hasSize(1);
    return circuits.getFirst();
  }

  @Test
  void beginsEmptyAndProved() {
    var snapshot = ledger.snapshot();
    assertThat(snapshot.streams()).isEmpty();
    assertThat(snapshot.circuits()).isEmpty();
    assertThat(snapshot.verdict().proved()).isTrue();
    assertThat(snapshot.verdict().circuitsJudged()).isZero();
  }

  @Test
  void followsStreamFromBeginningToEnd() {
    ledger.accept(circuit(3, LAUNCHED));
    ledger.accept(circuit(3, BUILT));
    connect(16, 3, ALICE);
    var open = published().streams().getFirst();
    assertThat(open.id()).isEqualTo(16);
    assertThat(open.circuitId()).isEqualTo(3);
    assertThat(open.carriers()).containsExactly(3);
    assertThat(open.status()).isEqualTo(SUCCEEDED);
    assertThat(open.target()).isEqualTo(Sensitive.of("web.test:80"));
    assertThat(open.owner()).isEqualTo(new LedgerStream.Owner(ALICE, "SOCKS5", "USER"));
    assertThat(open.token().orElseThrow().text()).startsWith("alice");
    assertThat(open.life()).isEqualTo(new Lifetime(NOON, null));
    close(16, 3, ALICE);
    var snapshot = published();
    assertThat(snapshot.streams()).isEmpty();
    var ended = snapshot.endedStreams().getFirst();
    assertThat(ended.reason()).isEqualTo("DONE");
    assertThat(ended.life().ended()).contains(NOON);
    assertThat(snapshot.counters()).isEqualTo(new LedgerSnapshot.Counters(1, 1, 0, 0, 1, 0));
    assertThat(snapshot.verdict()).isEqualTo(new Verdict(1, 1, 0, 0, 0, List.of()));
  }

  @Test
  void oneTokenMayUseOneCircuitManyTimes() {
    for (int id = 1; id <= 10; id++) {
      connect(id, 3, ALICE);
    }
    assertThat(onlyCircuit().carried()).containsExactly(ALICE);
    assertThat(onlyCircuit().tokens()).hasSize(1);
    assertThat(onlyCircuit().isShared()).isFalse();
    assertThat(published().verdict().proved()).isTrue();
    assertThat(published().verdict().streamsJudged()).isEqualTo(10);
  }

  @Test
  void twoTokensOnOneCircuitAreViolation() {
    connect(1, 3, ALICE);
    connect(2, 3, BOB);
    var verdict = ledger.snapshot().verdict();
    assertThat(verdict.clean()).isFalse();
    assertThat(verdict.sharing()).isEqualTo(1);
    assertThat(verdict.violations())
        .containsExactly(new Violation.SharedCircuit(NOON, List.of(3), List.of(ALICE, BOB)));
    assertThat(onlyCircuit().isShared()).isTrue();
  }

  @Test
  void tokenOfEndedStreamStillCounts() {
    connect(1, 3, ALICE);
    close(1, 3, ALICE);
    connect(2, 3, BOB);
    assertThat(ledger.snapshot().verdict().sharing()).isEqualTo(1);
  }

  @Test
  void violationIsPublishedAtOnceAndReportedOncePerToken() {
    connect(1, 3, ALICE);
    ledger.accept(stream(2, NEW, 0, BOB));
    assertThat(ledger.snapshot().verdict().sharing()).isZero();
    ledger.accept(stream(2, SENTCONNECT, 3, BOB));
    assertThat(ledger.snapshot().verdict().sharing()).isEqualTo(1);
    ledger.accept(stream(2, SUCCEEDED, 3, BOB));
    connect(3, 3, ALICE);
    assertThat(published().verdict().sharing()).isEqualTo(1);
    connect(4, 3, ours("carol"));
    assertThat(published().verdict().sharing()).isEqualTo(2);
  }

  @Test
  void waitingStreamOnCircuitZeroCarriesNothing() {
    ledger.accept(stream(1, NEW, 0, ALICE));
    ledger.accept(stream(2, NEW, 0, BOB));
    assertThat(published().verdict()).isEqualTo(new Verdict(0, 0, 0, 0, 0, List.of()));
    assertThat(published().circuits()).isEmpty();
  }

  @Test
  void detachedStreamWasOnEveryCircuitThatItTried() {
    ledger.accept(stream(1, NEW, 0, ALICE));
    ledger.accept(stream(1, SENTCONNECT, 3, ALICE));
    ledger.accept(stream(1, DETACHED, 3, ALICE));
    assertThat(published().streams().getFirst().circuitId()).isZero();
    ledger.accept(stream(1, SENTCONNECT, 4, ALICE));
    ledger.accept(stream(1, FAILED, 4, ALICE));
    assertThat(published().streams().getFirst().carriers()).containsExactly(3, 4);
    assertThat(published().counters().streamsFailed()).isEqualTo(1);
    assertThat(published().verdict()).isEqualTo(new Verdict(2, 1, 0, 0, 0, List.of()));
    connect(2, 3, BOB);
    assertThat(ledger.snapshot().verdict().sharing()).isEqualTo(1);
  }

  @Test
  void legsOfConfluxSetCountAsOneCircuit() {
    ledger.accept(circuit(3, BUILT, ALICE, "F00D"));
    ledger.accept(circuit(4, BUILT, SocksCredentials.NONE, "F00D"));
    connect(1, 3, ALICE);
    connect(2, 4, ALICE);
    assertThat(published().verdict().clean()).isTrue();
    connect(3, 4, BOB);
    assertThat(ledger.snapshot().verdict().violations())
        .containsExactly(new Violation.SharedCircuit(NOON, List.of(3, 4), List.of(ALICE, BOB)));
    assertThat(published().circuits()).allMatch(LedgerCircuit::isShared);
  }

  @Test
  void legsThatAreFoundOutLaterAreJudgedThen() {
    connect(1, 3, ALICE);
    connect(2, 4, BOB);
    ledger.accept(circuit(3, BUILT, SocksCredentials.NONE, "F00D"));
    assertThat(published().verdict().clean()).isTrue();
    ledger.refresh(
        List.of(
            circuit(3, BUILT, SocksCredentials.NONE, "F00D"),
            circuit(4, BUILT, SocksCredentials.NONE, "F00D")));
    assertThat(ledger.snapshot().verdict().sharing()).isEqualTo(1);
  }

  @Test
  void closedLegStillCounts() {
    ledger.accept(circuit(3, BUILT, SocksCredentials.NONE, "F00D"));
    ledger.accept(circuit(4, BUILT, SocksCredentials.NONE, "F00D"));
    connect(1, 3, ALICE);
    ledger.accept(circuit(3, CircuitStatus.CLOSED, SocksCredentials.NONE, "F00D"));
    for (int id = 100; id < 100 + 2 * CircuitBook.MAX_CLOSED; id++) {
      ledger.accept(circuit(id, CircuitStatus.CLOSED));
    }
    connect(2, 4, BOB);
    assertThat(ledger.snapshot().verdict().sharing()).isEqualTo(1);
  }

  @Test
  void otherCredentialsOnCircuitThanThoseOfItsStreamsAreViolation() {
    connect(1, 3, ALICE);
    ledger.accept(circuit(3, BUILT, ALICE, ""));
    assertThat(published().verdict().clean()).isTrue();
    ledger.refresh(List.of(circuit(3, BUILT, BOB, "")));
    assertThat(ledger.snapshot().verdict().violations())
        .containsExactly(new Violation.WitnessMismatch(NOON, 3, BOB, List.of(ALICE)));
    ledger.refresh(List.of(circuit(3, BUILT, BOB, "")));
    assertThat(published().verdict().sharing()).isEqualTo(1);
  }

  @Test
  void circuitLaunchedForOneStreamAndTakenByAnotherIsNoViolation() {
    ledger.accept(circuit(3, LAUNCHED, ALICE, ""));
    ledger.accept(circuit(3, BUILT, ALICE, ""));
    connect(1, 3, BOB);
    ledger.refresh(List.of(circuit(3, BUILT, BOB, "")));
    assertThat(published().verdict().proved()).isTrue();
  }

  @Test
  void streamOfAnotherWayInIsForeign() {
    ledger.accept(stream(1, NEW, 0, SocksCredentials.NONE));
    ledger.accept(stream(2, NEW, 0, SocksCredentials.of("alice", "pw")));
    ledger.accept(stream(3, NEW, 0, SocksCredentials.of("<torS0X>0", "short")));
    ledger.accept(newStream(4, "DNS_REQUEST"));
    var verdict = ledger.snapshot().verdict();
    assertThat(verdict.foreign()).isEqualTo(4);
    assertThat(verdict.sharing()).isZero();
    assertThat(verdict.clean()).isFalse();
    assertThat(verdict.violations()).contains(new Violation.ForeignStream(NOON, 1, "SOCKS5"));
  }

  @Test
  void foreignStreamOnOurCircuitIsSharing() {
    connect(1, 3, ALICE);
    connect(2, 3, SocksCredentials.NONE);
    assertThat(ledger.snapshot().verdict().sharing()).isEqualTo(1);
    assertThat(ledger.snapshot().verdict().foreign()).isEqualTo(1);
  }

  @Test
  void directoryRequestsOfTorAreNotJudged() {
    ledger.accept(newStream(1, "DIR_FETCH"));
    ledger.accept(stream(1, SENTCONNECT, 3, SocksCredentials.NONE));
    connect(2, 4, ALICE);
    var snapshot = published();
    assertThat(snapshot.verdict()).isEqualTo(new Verdict(1, 1, 0, 0, 0, List.of()));
    assertThat(snapshot.counters().internalStreams()).isEqualTo(1);
    assertThat(snapshot.counters().streams()).isEqualTo(1);
  }

  @Test
  void preemptiveCircuitThatWasTakenGetsItsPathFromTheList() {
    connect(1, 3, ALICE);
    assertThat(onlyCircuit().path().reveal()).isEmpty();
    ledger.refresh(List.of(circuit(3, BUILT, ALICE, "")));
    assertThat(onlyCircuit().path().reveal()).hasSize(3);
    assertThat(onlyCircuit().purpose()).isEqualTo("GENERAL");
    ledger.accept(minor(3, "MEASURE_TIMEOUT"));
    assertThat(onlyCircuit().purpose()).isEqualTo("MEASURE_TIMEOUT");
    assertThat(onlyCircuit().path().reveal()).hasSize(3);
  }

  @Test
  void circuitThatIsNotListedHasClosed() {
    ledger.accept(circuit(3, BUILT));
    ledger.accept(circuit(4, BUILT));
    ledger.refresh(List.of(circuit(4, BUILT)));
    assertThat(published().circuits()).extracting(LedgerCircuit::id).containsExactly(4);
    var closed = published().closedCircuits().getFirst();
    assertThat(closed.id()).isEqualTo(3);
    assertThat(closed.status()).isEqualTo(CircuitStatus.CLOSED);
    assertThat(closed.life().ended()).contains(NOON);
  }

  @Test
  void lostAndUnreadableEventsAreGapsInTheProof() {
    ledger.accept(new EventsLost(5));
    ledger.accept(new UnknownEvent("STREAM", Sensitive.of("STREAM x")));
    ledger.accept(new UnknownEvent("CONF_CHANGED", Sensitive.of("CONF_CHANGED")));
    ledger.accept(new SignalEvent("NEWNYM"));
    assertThat(published().verdict().gaps()).isEqualTo(6);
    assertThat(published().verdict().clean()).isTrue();
    assertThat(published().verdict().proved()).isFalse();
  }

  @Test
  void addsUpTraffic() {
    ledger.accept(new CircuitBandwidthEvent(3, 500, 600, 100, 10));
    ledger.accept(new CircuitBandwidthEvent(3, 500, 600, 200, 20));
    assertThat(onlyCircuit().traffic()).isEqualTo(new LedgerCircuit.Traffic(300, 30));
  }

  @Test
  void restartForgetsIdsButNotViolations() {
    connect(1, 3, ALICE);
    connect(2, 3, BOB);
    ledger.upstreamRestarted();
    var snapshot = ledger.snapshot();
    assertThat(snapshot.streams()).isEmpty();
    assertThat(snapshot.circuits()).isEmpty();
    assertThat(snapshot.counters().restarts()).isEqualTo(1);
    assertThat(snapshot.verdict().sharing()).isEqualTo(1);
    connect(1, 3, BOB);
    assertThat(published().verdict().sharing()).isEqualTo(1);
    assertThat(published().counters().streams()).isEqualTo(3);
  }

  @Test
  void keepsTheFirstViolationsAndCountsAll() {
    for (int i = 0; i < 2 * Ledger.MAX_VIOLATIONS; i++) {
      ledger.accept(stream(i + 1, NEW, 0, SocksCredentials.NONE));
    }
    var verdict = ledger.snapshot().verdict();
    assertThat(verdict.foreign()).isEqualTo(2L * Ledger.MAX_VIOLATIONS);
    assertThat(verdict.violations()).hasSize(Ledger.MAX_VIOLATIONS);
  }

  @Test
  void memoryIsBoundedAndWhatIsDroppedIsGap() {
    for (int id = 1; id <= StreamBook.MAX_OPEN + 3; id++) {
      ledger.accept(stream(id, NEW, 0, ALICE));
    }
    for (int id = 1; id <= CircuitBook.MAX_OPEN + 2; id++) {
      ledger.accept(circuit(id, BUILT));
    }
    var snapshot = published();
    assertThat(snapshot.streams()).hasSize(StreamBook.MAX_OPEN);
    assertThat(snapshot.circuits()).hasSize(CircuitBook.MAX_OPEN);
    assertThat(snapshot.verdict().gaps()).isEqualTo(5);
    for (int id = 4; id <= StreamBook.MAX_ENDED + 10; id++) {
      close(id, 0, ALICE);
    }
    assertThat(published().endedStreams()).hasSize(StreamBook.MAX_ENDED);
  }

  @Test
  void revealsNoTokenInTextForms() {
    connect(1, 3, ALICE);
    connect(2, 3, BOB);
    assertThat(ledger.snapshot().toString()).doesNotContain("alice").doesNotContain("web.test");
  }
}
