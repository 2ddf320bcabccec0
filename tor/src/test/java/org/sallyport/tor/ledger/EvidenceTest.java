package org.sallyport.tor.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sallyport.tor.ledger.Events.ALICE;
import static org.sallyport.tor.ledger.Events.circuit;
import static org.sallyport.tor.ledger.Events.minor;
import static org.sallyport.tor.ledger.Events.stream;

import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.sallyport.core.isolation.IsolationToken;
import org.sallyport.core.secret.Sensitive;
import org.sallyport.tor.control.CircuitStatus;
import org.sallyport.tor.control.SocksCredentials;
import org.sallyport.tor.control.StreamStatus;
import org.sallyport.tor.control.UnknownEvent;

final class EvidenceTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private final Ledger ledger = new Ledger(InstantSource.fixed(NOON));

  private static String name(IsolationToken token) {
    return "default/" + token.text().replaceAll("-+$", "");
  }

  @Test
  void tellsEveryEventThatWasJudgedWithNamesAndWithoutDestination() {
    ledger.accept(stream(16, StreamStatus.NEW, 0, ALICE));
    ledger.accept(circuit(2, CircuitStatus.BUILT, ALICE, "4F"));
    ledger.accept(stream(16, StreamStatus.CLOSED, 2, SocksCredentials.of("eve", "secret")));
    ledger.accept(minor(2, "HS_CLIENT_REND"));
    ledger.accept(new UnknownEvent("NEWS", Sensitive.of("of no interest")));
    var lines = ledger.evidence().stream().map(each -> each.line(EvidenceTest::name)).toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0))
        .isEqualTo(
            "STREAM 16 NEW 0 [scrubbed] PURPOSE=USER KEY=\"default/alice\""
                + " CLIENT_PROTOCOL=SOCKS5 SESSION_GROUP=-4");
    assertThat(lines.get(1)).startsWith("CIRC 2 BUILT").contains("KEY=\"default/alice\"");
    assertThat(lines.get(2)).contains("CLOSED 2", "REASON=END", "SOCKS_USERNAME=[scrubbed]");
    assertThat(lines.get(3)).startsWith("CIRC_MINOR 2 PURPOSE_CHANGED");
    assertThat(String.join("\n", lines)).doesNotContain("web.test", "secret", "eve", "<torS0X>");
    assertThat(ledger.evidence()).allSatisfy(each -> assertThat(each.at()).isEqualTo(NOON));
  }

  @Test
  void keepsTheLatest() {
    for (int i = 0; i < Ledger.MAX_EVIDENCE + 3; i++) {
      ledger.accept(stream(i, StreamStatus.NEW, 0, ALICE));
    }
    assertThat(ledger.evidence()).hasSize(Ledger.MAX_EVIDENCE);
    assertThat(ledger.evidence().getFirst().line(EvidenceTest::name)).startsWith("STREAM 3 ");
  }
}
