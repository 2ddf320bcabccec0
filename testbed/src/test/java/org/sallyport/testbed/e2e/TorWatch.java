package org.sallyport.testbed.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.sallyport.tor.control.CircuitEvent;
import org.sallyport.tor.control.CircuitMinorEvent;
import org.sallyport.tor.control.ConnectionEnded;
import org.sallyport.tor.control.ControlConnection;
import org.sallyport.tor.control.ControlEvent;
import org.sallyport.tor.control.SignalEvent;
import org.sallyport.tor.control.StreamEvent;
import org.sallyport.tor.control.StreamStatus;

/// A second pair of eyes on the gateway's tor: a control connection of the test's own, whose events
/// are judged here without any of the gateway's book-keeping.
final class TorWatch implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(20);
  private static final String MARK = "HEARTBEAT";

  /// A stream of an application as tor tells of it.
  ///
  /// @param id tor's number
  /// @param user the SOCKS user name
  /// @param token the SOCKS password: the isolation token
  /// @param target `host:port` as it was asked for
  /// @param purpose tor's purpose, `USER` for a connection
  /// @param statuses every status it went through, in order
  /// @param circuits every circuit that carried it, by tor's numbers
  record Seen(
      long id,
      String user,
      String token,
      String target,
      String purpose,
      List<StreamStatus> statuses,
      Set<Integer> circuits) {
    private static Seen first(StreamEvent event) {
      var credentials = event.isolation().credentials();
      return new Seen(
          event.id(),
          credentials.username().reveal(),
          credentials.password().reveal(),
          event.target().reveal(),
          event.origin().purpose(),
          new ArrayList<>(),
          new TreeSet<>());
    }

    /// User name and password together.
    String key() {
      return user + "\n" + token;
    }

    private boolean isNotTors() {
      return !user.isEmpty() || purpose.equals("DNS_REQUEST");
    }

    private boolean isOfClient() {
      return purpose.equals("USER") || purpose.equals("DNS_REQUEST");
    }

    private Seen copy() {
      return new Seen(
          id, user, token, target, purpose, List.copyOf(statuses), Set.copyOf(circuits));
    }
  }

  private final ControlConnection control;
  private final Semaphore marks = new Semaphore(0);
  private final Map<Long, Seen> streams = new LinkedHashMap<>();
  private final Map<Integer, String> confluxSets = new HashMap<>();
  private int open;
  private int mostOpen;

  private TorWatch(ControlConnection control) {
    this.control = control;
    Thread.ofVirtual().start(this::read);
  }

  /// Watches the tor of a deployment from now on.
  static TorWatch of(Deployment deployment) {
    return of(deployment.runtime().resolve("tor"));
  }

  /// Watches a tor whose control socket and cookie are in a directory, from now on.
  static TorWatch of(Path directory) {
    var control = ControlConnection.open(directory.resolve("control"), DEADLINE);
    control.authenticateSafeCookie(directory.resolve("cookie"));
    var watch = new TorWatch(control);
    control.setEvents(List.of("STREAM", "CIRC", "CIRC_MINOR", "SIGNAL"));
    return watch;
  }

  /// Runs something and tells which streams of applications began meanwhile. tor's own (for its
  /// directory and for onion services) are left out; lookups are not.
  List<Seen> during(Runnable action) {
    return duringWith(action, Seen::isNotTors);
  }

  /// The same for a tor whose clients need not give credentials.
  List<Seen> ofClientsDuring(Runnable action) {
    return duringWith(action, Seen::isOfClient);
  }

  private List<Seen> duringWith(Runnable action, Predicate<Seen> wanted) {
    catchUp();
    Set<Long> before = known();
    action.run();
    catchUp();
    return snapshot().stream().filter(seen -> !before.contains(seen.id())).filter(wanted).toList();
  }

  /// Closes the circuits that carried the streams: nothing later can use them.
  void closeCircuits(List<Seen> some) {
    some.stream()
        .flatMap(seen -> seen.circuits().stream())
        .distinct()
        .forEach(control::closeCircuit);
  }

  /// Sets an option of this tor.
  void set(String option, String value) {
    control.setConf(Map.of(option, value));
  }

  /// What carried the streams: circuits, or conflux sets of circuits, which tor uses as one.
  Set<String> carriers(List<Seen> some) {
    return carriersOfEach(some).stream()
        .flatMap(Set::stream)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// The same of each of them by itself.
  List<Set<String>> carriersOfEach(List<Seen> some) {
    catchUp();
    synchronized (this) {
      return some.stream().map(this::carriersOf).toList();
    }
  }

  private Set<String> carriersOf(Seen seen) {
    return seen.circuits().stream()
        .map(id -> confluxSets.getOrDefault(id, "circuit " + id))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// How many streams were open at once, at most.
  synchronized int mostOpen() {
    return mostOpen;
  }

  /// Returns when everything that tor has done until now has been read.
  private void catchUp() {
    control.circuits().forEach(circuit -> circuit(circuit.id(), circuit.use()));
    control.signal(MARK);
    try {
      if (!marks.tryAcquire(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("tor does not tell of its signals");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
    if (control.eventsLost() > 0) {
      throw new AssertionError("events were lost");
    }
  }

  private synchronized Set<Long> known() {
    return Set.copyOf(streams.keySet());
  }

  private synchronized List<Seen> snapshot() {
    return streams.values().stream().map(Seen::copy).toList();
  }

  private void read() {
    try {
      for (var event = control.takeEvent(); accept(event); event = control.takeEvent()) {}
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean accept(ControlEvent event) {
    switch (event) {
      case StreamEvent stream -> stream(stream);
      case CircuitEvent circuit -> circuit(circuit.id(), circuit.use());
      case CircuitMinorEvent minor -> circuit(minor.id(), minor.use());
      case SignalEvent(var signal) when signal.equals(MARK) -> marks.release();
      default -> {
        return !(event instanceof ConnectionEnded);
      }
    }
    return true;
  }

  private synchronized void circuit(int id, CircuitEvent.Use use) {
    if (!use.confluxId().isEmpty()) {
      confluxSets.put(id, "set " + use.confluxId());
    }
  }

  /// A stream that began before the watch is none of its business.
  private synchronized void stream(StreamEvent event) {
    switch (event.status()) {
      case NEW, NEWRESOLVE -> {
        streams.put(event.id(), Seen.first(event));
        open++;
        mostOpen = Math.max(mostOpen, open);
      }
      default -> {}
    }
    var seen = streams.get(event.id());
    if (seen == null) {
      return;
    }
    seen.statuses().add(event.status());
    if (event.circuitId() != 0) {
      seen.circuits().add(event.circuitId());
    }
    if (event.status() == StreamStatus.CLOSED) {
      open--;
    }
  }

  @Override
  public void close() {
    control.close();
  }
}
