package org.sallyport.testbed.leak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sallyport.api.AdminReply.StatusReply;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.state.GatewayState;
import org.sallyport.testbed.fault.Recovery;

/// Sees whether everything works again: the gateway says that it is open, and every application has
/// new streams in every way, and none of them fails. Confined to one thread.
final class RecoveryWatch {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration STEADY = Duration.ofMillis(800);
  private static final long LOOK_EVERY_MILLIS = 50;

  private final FaultScene scene;
  private final Patrol patrol;
  private final Duration within;
  private final List<String> complaints = new ArrayList<>();

  /// @param within how soon it shall be
  RecoveryWatch(FaultScene scene, Patrol patrol, Duration within) {
    this.scene = scene;
    this.patrol = patrol;
    this.within = within;
  }

  /// Notes something that is wrong; the next recovery tells of it.
  void complain(String words) {
    if (!complaints.contains(words)) {
      complaints.add(words);
    }
  }

  /// Waits until everything works again.
  ///
  /// @param since the end of the last cause, by [System#nanoTime]
  Recovery await(long since) {
    scene.expectStreamsSince(since);
    Optional<String> reason = Optional.empty();
    Optional<Duration> reopened = Optional.empty();
    boolean asked = false;
    while (reopened.isEmpty() && System.nanoTime() - since < PATIENCE.toNanos()) {
      pause();
      var status = status();
      if (isOpen(status)) {
        scene.people();
        reopened = scene.goodSince(STEADY).map(nanos -> Duration.ofNanos(nanos - since));
      }
      if (!asked && System.nanoTime() - since > within.toNanos()) {
        asked = true;
        reason = status.flatMap(RecoveryWatch::reason).or(this::whyNoStatus);
      }
    }
    boolean late = reopened.filter(time -> time.compareTo(within) <= 0).isEmpty();
    if (reopened.isEmpty() || (late && reason.isEmpty())) {
      complain("applications said: " + scene.failures());
    }
    var recovery = new Recovery(reopened, reason, patrol.leaks(), complaints);
    complaints.clear();
    return recovery;
  }

  private static boolean isOpen(Optional<StatusReply> status) {
    return status.filter(reply -> reply.state() == GatewayState.OPEN).isPresent();
  }

  private static Optional<String> reason(StatusReply status) {
    return Optional.ofNullable(status.reason());
  }

  private Optional<String> whyNoStatus() {
    try {
      var reply = scene.stage().status();
      return reason(reply);
    } catch (GatewayException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private Optional<StatusReply> status() {
    try {
      var status = scene.stage().status();
      if (!status.verdict().holds()) {
        complain(status.verdict().violations() + " isolation violations");
      }
      return Optional.of(status);
    } catch (GatewayException e) {
      return Optional.empty();
    }
  }

  static void pause() {
    try {
      Thread.sleep(LOOK_EVERY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatewayException(ErrorKind.TIMEOUT, "The leak test was interrupted.", e);
    }
  }
}
