package org.sallyport.tor.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.tor.control.CircuitEvent;
import org.sallyport.tor.control.ControlEvent;
import org.sallyport.tor.process.TorCommand;
import org.sallyport.tor.process.TorLocator;
import org.sallyport.tor.torrc.Torrc;
import org.sallyport.tor.upstream.UpstreamState.Bootstrapping;
import org.sallyport.tor.upstream.UpstreamState.Failed;
import org.sallyport.tor.upstream.UpstreamState.Starting;
import org.sallyport.tor.upstream.UpstreamState.Stopped;

/// The real tor with `DisableNetwork 1`: it opens no connection to anywhere, and never gets ready.
final class UpstreamIT {
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final UpstreamTimes TIMES =
      new UpstreamTimes(
          Duration.ofSeconds(20),
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          Duration.ofMillis(50),
          Duration.ofMillis(200),
          Duration.ofMillis(100));

  @TempDir private Path folder;

  private final List<UpstreamState> states = Collections.synchronizedList(new ArrayList<>());

  private final class Recorder implements UpstreamListener {
    private final Thread creator = Thread.currentThread();

    @Override
    public void stateChanged(UpstreamState state) {
      assertThat(Thread.currentThread()).isNotSameAs(creator);
      states.add(state);
    }

    @Override
    public void event(ControlEvent event) {
      assertThat(event).isNotNull();
    }

    @Override
    public void circuits(List<CircuitEvent> all) {
      assertThat(all).isEmpty();
    }

    @Override
    public void caughtUp() {}
  }

  private Upstream upstream(String... lines) {
    var torrc =
        Torrc.standard(folder.resolve("data"), folder.resolve("run"), ProcessHandle.current().pid())
            .withExtraLines(List.of(lines));
    var command = new TorCommand(List.of(), new TorLocator(TorLocator.FOLDERS).tor());
    return new Upstream(
        new Upstream.Plan(command, torrc, TIMES), InstantSource.system(), new Recorder());
  }

  private void awaitState(Class<? extends UpstreamState> kind, long times) {
    await()
        .atMost(DEADLINE)
        .until(() -> List.copyOf(states).stream().filter(kind::isInstance).count() >= times);
  }

  @Test
  void startsFollowsAndStops() throws Exception {
    long pid;
    try (var upstream = upstream("DisableNetwork 1")) {
      upstream.start();
      awaitState(Bootstrapping.class, 1);
      pid = upstream.pid();
      assertThat(ProcessHandle.of(pid)).isPresent();
      assertThat(upstream.circuits()).isEmpty();
      assertThat(upstream.closeCircuits(List.of(4711))).isZero();
      assertThat(upstream.getInfo("version")).startsWith("0.4.");
      assertThat(upstream.state()).isInstanceOf(Bootstrapping.class);
      assertThat(Files.getPosixFilePermissions(folder.resolve("run")))
          .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }
    assertThat(ProcessHandle.of(pid)).isEmpty();
    assertThat(states).first().isEqualTo(new Starting(1));
    assertThat(states).last().isEqualTo(new Stopped());
  }

  @Test
  void startsTorAgainAfterItWasKilled() {
    try (var upstream = upstream("DisableNetwork 1")) {
      upstream.start();
      awaitState(Bootstrapping.class, 1);
      long killed = upstream.pid();
      assertThat(ProcessHandle.of(killed).orElseThrow().destroyForcibly()).isTrue();
      awaitState(Bootstrapping.class, 2);
      assertThat(upstream.pid()).isNotEqualTo(killed).isPositive();
      assertThat(states)
          .filteredOn(Failed.class::isInstance)
          .singleElement()
          .satisfies(state ->
              assertThat(((Failed) state).reason()).startsWith("tor was killed by signal 9"));
    }
  }

  @Test
  void reportsTorsOwnReasonWhenItDoesNotStart() {
    try (var upstream =
        upstream("DisableNetwork 1", "HiddenServiceDir /proc/x", "HiddenServicePort 80")) {
      upstream.start();
      awaitState(Failed.class, 2);
      assertThat(states)
          .filteredOn(Failed.class::isInstance)
          .allSatisfy(state -> assertThat(((Failed) state).reason()).contains("/proc/x"));
      assertThatThrownBy(upstream::circuits).hasMessageContaining("not running now");
      assertThat(upstream.pid()).isZero();
    }
  }

  @Test
  void refusesWrongConfigurationBeforeAnythingRuns() {
    try (var upstream = upstream("NoSuchOption 1")) {
      assertThatThrownBy(upstream::start)
          .isInstanceOfSatisfying(
              GatewayException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CONFIGURATION));
    }
    assertThat(states).isEmpty();
  }
}
