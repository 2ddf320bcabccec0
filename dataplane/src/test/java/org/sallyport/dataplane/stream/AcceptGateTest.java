package org.sallyport.dataplane.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sallyport.dataplane.counter.Counters.Count;
import org.sallyport.dataplane.counter.Tally;

final class AcceptGateTest {
  private final Tally tally = new Tally();
  private final EmbeddedChannel listener = new EmbeddedChannel();
  private final AcceptGate gate = new AcceptGate(2, listener.eventLoop(), tally);

  @BeforeEach
  void guard() {
    listener.freezeTime();
    listener.pipeline().addLast(gate.guard(listener));
  }

  private boolean accepts() {
    return listener.config().isAutoRead();
  }

  private EmbeddedChannel handshake() {
    return new EmbeddedChannel(new HandshakeGuard(gate, Duration.ofSeconds(30), tally));
  }

  private long counted(Count what) {
    tally.publish();
    return tally.published().count(what);
  }

  @Test
  void pausesAtTheLimitAndResumesBelowIt() {
    handshake();
    assertThat(accepts()).isTrue();
    var second = handshake();
    assertThat(accepts()).isFalse();
    assertThat(counted(Count.ACCEPT_PAUSES)).isEqualTo(1);
    second.close();
    assertThat(accepts()).isTrue();
  }

  @Test
  void aHandshakeIsOverWhenItHasPassed() {
    handshake();
    var second = handshake();
    HandshakeGuard.passed(second.pipeline().firstContext());
    assertThat(accepts()).isTrue();
    assertThat(second.isOpen()).isTrue();
    second.close();
    var third = handshake();
    assertThat(accepts()).as("the second was counted down once").isFalse();
    third.close();
  }

  @Test
  void closesAHandshakeAfterItsTime() {
    var slow = handshake();
    slow.freezeTime();
    slow.advanceTimeBy(31, TimeUnit.SECONDS);
    slow.runScheduledPendingTasks();
    assertThat(slow.isOpen()).isFalse();
    assertThat(counted(Count.HANDSHAKES_TIMED_OUT)).isEqualTo(1);
  }

  @Test
  void pausesForAMomentWhenNoDescriptorIsLeft() {
    listener.pipeline().fireExceptionCaught(new IOException("accept: too many open files"));
    listener.pipeline().fireExceptionCaught(new IOException("accept: too many open files"));
    assertThat(accepts()).isFalse();
    assertThat(counted(Count.ACCEPT_PAUSES)).isEqualTo(1);
    listener.advanceTimeBy(150, TimeUnit.MILLISECONDS);
    listener.runScheduledPendingTasks();
    assertThat(accepts()).isTrue();
  }

  @Test
  void staysPausedWhileEitherReasonHolds() {
    handshake();
    var second = handshake();
    listener.pipeline().fireExceptionCaught(new IOException("accept: too many open files"));
    second.close();
    assertThat(accepts()).as("no descriptor").isFalse();
    var third = handshake();
    listener.advanceTimeBy(150, TimeUnit.MILLISECONDS);
    listener.runScheduledPendingTasks();
    assertThat(accepts()).as("too many handshakes").isFalse();
    third.close();
    assertThat(accepts()).isTrue();
  }
}
