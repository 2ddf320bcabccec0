package org.sallyport.tor.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sallyport.tor.control.CircuitEvent;
import org.sallyport.tor.control.ControlEvent;
import org.sallyport.tor.control.EventsLost;
import org.sallyport.tor.ledger.Ledger;

final class LedgerFeedTest {
  private final Ledger ledger = new Ledger(InstantSource.fixed(Instant.EPOCH));
  private final List<String> heard = new ArrayList<>();
  private final LedgerFeed feed = new LedgerFeed(ledger, new Recorder());

  /// Notes each call together with what the ledger shows at that moment.
  private final class Recorder implements UpstreamListener {
    private void note(String call) {
      heard.add(call + " gaps=" + ledger.snapshot().verdict().gaps());
    }

    @Override
    public void stateChanged(UpstreamState state) {
      note(state.getClass().getSimpleName());
    }

    @Override
    public void event(ControlEvent event) {
      note("event");
    }

    @Override
    public void circuits(List<CircuitEvent> all) {
      note("circuits");
    }

    @Override
    public void caughtUp() {
      note("caughtUp");
    }
  }

  @Test
  void publishesTheLedgerBeforeItPassesOn() {
    feed.stateChanged(new UpstreamState.Starting(1));
    feed.event(new EventsLost(7));
    feed.circuits(List.of());
    feed.caughtUp();
    assertThat(heard)
        .containsExactly("Starting gaps=0", "event gaps=0", "circuits gaps=0", "caughtUp gaps=7");
  }

  @Test
  void countsEveryStartButTheFirstAsRestart() {
    feed.stateChanged(new UpstreamState.Starting(1));
    feed.stateChanged(new UpstreamState.Failed("x", 1, Duration.ZERO));
    assertThat(ledger.snapshot().counters().restarts()).isZero();
    feed.stateChanged(new UpstreamState.Starting(2));
    assertThat(ledger.snapshot().counters().restarts()).isEqualTo(1);
    assertThat(heard).last().isEqualTo("Starting gaps=0");
  }
}
