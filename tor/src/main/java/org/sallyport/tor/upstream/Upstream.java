package org.sallyport.tor.upstream;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.port.UpstreamFlavour;
import org.sallyport.tor.contact.Contacts;
import org.sallyport.tor.control.CircuitEvent;
import org.sallyport.tor.control.ConnectionEnded;
import org.sallyport.tor.control.ControlConnection;
import org.sallyport.tor.control.ControlEvent;
import org.sallyport.tor.control.StreamEvent;
import org.sallyport.tor.process.TorCommand;
import org.sallyport.tor.torrc.Torrc;

/// The one tor that the gateway owns, kept running from [#start] to [#close].
///
/// A virtual thread of its own starts tor, takes ownership (tor exits when our connection ends),
/// follows it, tells the listener, and starts it again with a growing pause when it is lost. The
/// first problem of a configuration is thrown by [#start]; everything later is a state.
///
/// Methods may be called by several threads; not [#close] from within the listener.
public final class Upstream implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Upstream.class.getName());

  /// After so many refreshes left out because nothing happened, one is made all the same: a tor
  /// that hangs does not answer it and is started again.
  private static final int LONGEST_SILENCE = 8;

  /// Events given to the listener before it hears [UpstreamListener#caughtUp] even if more wait.
  private static final int LONGEST_BATCH = 512;

  /// How soon a SocksPort that somebody removed is noticed.
  private static final Duration LOOK_AT_LISTENERS_EVERY = Duration.ofSeconds(1);

  private final TorCommand command;
  private final Torrc torrc;
  private final UpstreamTimes times;
  private final InstantSource clock;
  private final UpstreamListener listener;
  private final Thread supervisor;

  private volatile UpstreamState state = new UpstreamState.Stopped();
  private volatile @Nullable UpstreamSession session;
  private volatile boolean closing;

  /// What one tor runs with: how it is started, its configuration, and our patience.
  public record Plan(TorCommand command, Torrc torrc, UpstreamTimes times) {}

  public Upstream(Plan plan, InstantSource clock, UpstreamListener listener) {
    this.command = plan.command();
    this.torrc = plan.torrc();
    this.times = plan.times();
    this.clock = clock;
    this.listener = listener;
    this.supervisor = Thread.ofVirtual().name("upstream").unstarted(this::supervise);
  }

  /// Checks tor and its configuration, then starts it and returns at once. Once only.
  ///
  /// @throws GatewayException if tor is missing or too old, or refuses its configuration
  public void start() {
    command.requireVersion();
    UpstreamSession.prepare(command, torrc);
    supervisor.start();
  }

  /// Ends tor and returns when it has ended. The last state that is told is `Stopped`.
  @Override
  public void close() {
    closing = true;
    if (supervisor.getState() == Thread.State.NEW) {
      return;
    }
    supervisor.interrupt();
    try {
      if (!supervisor.join(times.stop().multipliedBy(4).plus(times.command()))) {
        LOG.log(Level.ERROR, "tor could not be ended in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public UpstreamState state() {
    return state;
  }

  /// The unix SocksPorts that streams use, by what they need.
  public Map<UpstreamFlavour, Path> socksPaths() {
    return torrc.socksSockets();
  }

  /// tor's process, 0 if none runs.
  public long pid() {
    var current = session;
    return current == null ? 0 : current.pid();
  }

  /// tor's latest warnings and errors in its own words, oldest first.
  public List<String> problems() {
    var current = session;
    return current == null ? List.of() : current.problems();
  }

  /// The circuits that exist now.
  ///
  /// @throws GatewayException `UPSTREAM` if no tor runs
  public List<CircuitEvent> circuits() {
    return control().circuits();
  }

  /// The value of a GETINFO key; as [#circuits].
  public String getInfo(String key) {
    return control().getInfo(key);
  }

  /// Names the tor that runs and the consensus that it has: when this changes, [#contacts] do.
  ///
  /// @throws GatewayException `UPSTREAM` if no tor runs
  public String contactsAsOf() {
    var reply = control().ask("GETINFO consensus/valid-after");
    return pid() + " " + (reply.isSuccess() ? reply.value("consensus/valid-after") : "");
  }

  /// Whom tor may have to connect to; as [#circuits].
  public Contacts contacts() {
    return Contacts.ask(control(), Path.of("/proc/" + pid() + "/exe"));
  }

  /// Closes circuits with the streams on them; those already gone are no error.
  ///
  /// @return how many were closed
  public int closeCircuits(Collection<Integer> ids) {
    var control = control();
    int closed = 0;
    for (int id : ids) {
      if (control.closeCircuit(id)) {
        closed++;
      }
    }
    return closed;
  }

  private ControlConnection control() {
    var current = session;
    if (current == null) {
      throw new GatewayException(
          ErrorKind.UPSTREAM, "tor is not running now; wait until it is back: see status");
    }
    return current.control();
  }

  private void supervise() {
    int attempt = 1;
    try {
      while (!closing) {
        change(new UpstreamState.Starting(attempt));
        var end = runOnce();
        attempt = end.wasReady() ? 1 : attempt;
        if (closing) {
          break;
        }
        var pause = times.retryAfter(attempt);
        change(new UpstreamState.Failed(end.reason(), attempt, pause));
        attempt++;
        Thread.sleep(pause);
      }
    } catch (InterruptedException e) {
      // close() interrupts, and nobody else does.
    } finally {
      change(new UpstreamState.Stopped());
    }
  }

  /// How one tor ended.
  private record End(String reason, boolean wasReady) {}

  private End runOnce() throws InterruptedException {
    boolean wasReady = false;
    try (var current = UpstreamSession.open(command, torrc, times)) {
      session = current;
      var pump = new Pump(current);
      try {
        return new End(pump.run(), pump.wasReady);
      } finally {
        wasReady = pump.wasReady;
        session = null;
      }
    } catch (GatewayException e) {
      return new End(String.valueOf(e.getMessage()), wasReady);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "a bug ended tor; it is started again", e);
      return new End("a bug of the gateway: " + e.getClass().getName(), wasReady);
    }
  }

  private void change(UpstreamState next) {
    if (next.equals(state)) {
      return;
    }
    state = next;
    try {
      listener.stateChanged(next);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "the listener of the upstream failed", e);
    }
  }

  /// Gives the events of one tor to the listener. Confined to the supervising thread.
  private final class Pump {
    private final UpstreamSession current;
    private Readiness readiness;
    private boolean wasReady;
    private boolean circuitsStale = true;
    private Instant nextRefresh;
    private Instant nextLook;

    Pump(UpstreamSession current) {
      this.current = current;
      this.readiness = current.readiness();
      this.nextRefresh = clock.instant();
      this.nextLook = clock.instant().plus(LOOK_AT_LISTENERS_EVERY);
    }

    /// Runs until the connection ends; gives back why it did.
    String run() throws InterruptedException {
      try {
        return pump();
      } catch (GatewayException e) {
        if (e.kind() == ErrorKind.TIMEOUT) {
          current.abandon();
        }
        throw e;
      }
    }

    private String pump() throws InterruptedException {
      tell();
      while (true) {
        var event = current.control().pollEvent(untilChore());
        for (int batch = 1; event.isPresent(); batch++) {
          if (event.get() instanceof ConnectionEnded ended) {
            listener.caughtUp();
            return current.endReason(ended.reason());
          }
          give(event.get());
          if (batch == LONGEST_BATCH) {
            break;
          }
          event = current.control().pollEvent(Duration.ZERO);
        }
        refresh();
        listener.caughtUp();
        var unreachable = unreachable();
        if (unreachable.isPresent()) {
          return unreachable.get();
        }
      }
    }

    private Optional<String> unreachable() {
      if (clock.instant().isBefore(nextLook)) {
        return Optional.empty();
      }
      nextLook = clock.instant().plus(LOOK_AT_LISTENERS_EVERY);
      return current.unreachable();
    }

    private void give(ControlEvent event) {
      circuitsStale |= event instanceof StreamEvent || event instanceof CircuitEvent;
      listener.event(event);
      readiness = readiness.after(event);
      tell();
    }

    private void tell() {
      var next = readiness.state();
      wasReady |= next instanceof UpstreamState.Ready;
      change(next);
    }

    private Duration untilChore() {
      Instant due = refreshDue().isBefore(nextLook) ? refreshDue() : nextLook;
      var left = Duration.between(clock.instant(), due);
      return left.isNegative() ? Duration.ZERO : left;
    }

    private Instant refreshDue() {
      return circuitsStale
          ? nextRefresh
          : nextRefresh.plus(times.circuitRefresh().multipliedBy(LONGEST_SILENCE));
    }

    private void refresh() {
      if (!clock.instant().isBefore(refreshDue())) {
        listener.circuits(current.control().circuits());
        circuitsStale = false;
        nextRefresh = clock.instant().plus(times.circuitRefresh());
      }
    }
  }
}
