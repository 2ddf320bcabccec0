package org.sallyport.testbed.leak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.state.GatewayState;
import org.sallyport.testbed.stage.Stage;

/// What faults happen to: the gateway under test with its disk and clock, and the applications that
/// use it meanwhile. Confined to one thread.
///
/// @param ground the private network and the Internet around it
/// @param disk what the gateway writes to
/// @param time what it and tor take for the time of day
/// @param load the applications
record FaultScene(Ground ground, FullDisk disk, Time time, List<LoadedApplication> load)
    implements AutoCloseable {
  private static final List<String> NAMES = List.of("one", "two");

  /// What goes by the clock.
  ///
  /// @param clock the clock
  /// @param tor sees it if it is started so
  record Time(ShiftedClock clock, HeldTor tor) {}

  /// A scene without applications yet.
  static FaultScene of(Ground ground, FullDisk disk, Time time) {
    return new FaultScene(ground, disk, time, new ArrayList<>());
  }

  Stage stage() {
    return ground.stage();
  }

  /// The processes there.
  WorldProcesses processes() {
    return new WorldProcesses(ground.stage().runtime());
  }

  /// Starts the applications that do not run: all at first, later those that a fault has ended.
  void people() {
    for (int i = 0; i < NAMES.size(); i++) {
      if (i >= load.size()) {
        load.add(LoadedApplication.start(ground, NAMES.get(i)));
      } else if (!load.get(i).runs()) {
        load.get(i).close();
        load.set(i, LoadedApplication.start(ground, NAMES.get(i)));
      }
    }
  }

  /// Waits until the gateway with another tor is open.
  boolean awaitOpen(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    boolean wasClosed = false;
    while (System.nanoTime() < deadline) {
      RecoveryWatch.pause();
      boolean open = isOpen();
      wasClosed |= !open;
      if (wasClosed && open) {
        return true;
      }
    }
    return false;
  }

  /// How often the gateway's log says that it was blocked.
  long timesBlocked() {
    try (var lines = Files.lines(stage().runtime().resolve("gateway.log"))) {
      return lines.filter(line -> line.contains("Blocked")).count();
    } catch (IOException | UncheckedIOException e) {
      return 0; // it is being written
    }
  }

  /// Waits until it says so more often.
  boolean awaitBlocked(long before, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (timesBlocked() <= before && System.nanoTime() < deadline) {
      RecoveryWatch.pause();
    }
    return timesBlocked() > before;
  }

  private boolean isOpen() {
    try {
      return stage().status().state() == GatewayState.OPEN;
    } catch (GatewayException e) {
      return false;
    }
  }

  /// One of the applications, if it is one already.
  Optional<LoadedApplication> application(int choice) {
    return Optional.of(load.get(choice % load.size())).filter(LoadedApplication::isReady);
  }

  /// From now on only streams count that are begun after a moment, by [System#nanoTime].
  void expectStreamsSince(long nanos) {
    load.forEach(application -> application.expectStreamsSince(nanos));
  }

  /// Since when streams of all applications have worked and none has failed, if that is so for a
  /// while already.
  Optional<Long> goodSince(Duration steady) {
    var since = load.stream().map(LoadedApplication::goodSince).toList();
    return since.stream().allMatch(Optional::isPresent)
        ? since.stream()
            .flatMap(Optional::stream)
            .max(Long::compare)
            .filter(nanos -> System.nanoTime() - nanos >= steady.toNanos())
        : Optional.empty();
  }

  /// How many streams of the applications that run now have worked.
  long streams() {
    return load.stream().mapToLong(LoadedApplication::streams).sum();
  }

  /// What the applications last complained of.
  String failures() {
    return load.stream()
        .map(application -> application.failures() + application.complaints())
        .toList()
        .toString();
  }

  @Override
  public void close() {
    load.forEach(LoadedApplication::close);
  }
}
