package org.sallyport.tor.ledger;

import java.time.InstantSource;
import java.util.List;
import org.sallyport.tor.control.CircuitBandwidthEvent;
import org.sallyport.tor.control.CircuitEvent;
import org.sallyport.tor.control.CircuitMinorEvent;
import org.sallyport.tor.control.ClientStatusEvent;
import org.sallyport.tor.control.ConnectionEnded;
import org.sallyport.tor.control.ControlEvent;
import org.sallyport.tor.control.EventsLost;
import org.sallyport.tor.control.GeneralStatusEvent;
import org.sallyport.tor.control.SignalEvent;
import org.sallyport.tor.control.StreamBandwidthEvent;
import org.sallyport.tor.control.StreamEvent;
import org.sallyport.tor.control.UnknownEvent;

/// The proof of isolation, kept up to date from tor's events.
///
/// Law: *a circuit, or a conflux set of circuits (legs joined by `CONFLUX_ID`), that ever carried
/// streams with two different SOCKS credentials is a violation*. Besides: a stream that is not the
/// gateway's, and credentials shown on a circuit that are not those of its streams. What was not
/// seen is counted as a gap and never taken for clean.
///
/// Confined to the thread that feeds it, but for [#snapshot] and [#evidence], which any thread may
/// call. A violation is published at once, everything else by [#publish].
public final class Ledger {
  /// Violations that are kept with their details; the rest is counted.
  public static final int MAX_VIOLATIONS = 100;

  /// Events that are kept as evidence, the latest; about 600 bytes each.
  public static final int MAX_EVIDENCE = 10_000;

  private final InstantSource clock;
  private final ViolationLog log = new ViolationLog();
  private final EvidenceLog evidence = new EvidenceLog();
  private final CircuitBook circuits = new CircuitBook(log);
  private final StreamBook streams = new StreamBook(log, circuits);
  private long restarts;
  private long publishedViolations;
  private volatile LedgerSnapshot snapshot;

  public Ledger(InstantSource clock) {
    this.clock = clock;
    this.snapshot = view();
  }

  /// The ledger when it was last published.
  public LedgerSnapshot snapshot() {
    return snapshot;
  }

  /// The latest events that were judged, oldest first. Any thread may call it.
  public List<Evidence> evidence() {
    return evidence.all();
  }

  /// Takes one event, in tor's order.
  public void accept(ControlEvent event) {
    var now = clock.instant();
    switch (event) {
      case StreamEvent stream -> {
        evidence.add(stream, now);
        streams.accept(stream, now);
      }
      case CircuitEvent circuit -> {
        evidence.add(circuit, now);
        circuits.observe(circuit, now);
      }
      case CircuitMinorEvent minor -> {
        evidence.add(minor, now);
        circuits.observe(minor.id(), minor.path(), minor.use(), now);
      }
      case CircuitBandwidthEvent bandwidth ->
          circuits.addTraffic(
              bandwidth.circuitId(), bandwidth.deliveredRead(), bandwidth.deliveredWritten(), now);
      case UnknownEvent unknown -> log.addGap(isEvidence(unknown) ? 1 : 0);
      case EventsLost lost -> log.addGap(lost.count());
      case ClientStatusEvent _, GeneralStatusEvent _, SignalEvent _ -> {}
      case StreamBandwidthEvent _, ConnectionEnded _ -> {}
    }
    alarm();
  }

  /// Takes the list of all circuits (`GETINFO circuit-status`), which must not be older than the
  /// events before it. It is the only sign of a preemptive circuit that was taken.
  public void refresh(List<CircuitEvent> all) {
    circuits.retain(all, clock.instant());
    alarm();
  }

  /// A new tor runs: streams and circuits are gone; counters and violations stay.
  public void upstreamRestarted() {
    streams.clear();
    circuits.clear();
    restarts++;
    publish();
  }

  /// Makes everything so far visible in [#snapshot].
  public void publish() {
    publishedViolations = log.total();
    snapshot = view();
  }

  private void alarm() {
    if (log.total() != publishedViolations) {
      publish();
    }
  }

  private LedgerSnapshot view() {
    return new LedgerSnapshot(
        streams.openStreams(),
        streams.endedStreams(),
        circuits.openCircuits(),
        circuits.closedCircuits(),
        streams.counters(circuits.seen(), restarts),
        log.verdict(circuits.judged(), streams.judged()));
  }

  private static boolean isEvidence(UnknownEvent unknown) {
    return switch (unknown.keyword()) {
      case "STREAM", "CIRC", "CIRC_MINOR" -> true;
      default -> false;
    };
  }
}
