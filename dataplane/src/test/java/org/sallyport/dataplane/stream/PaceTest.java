package org.sallyport.dataplane.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.sallyport.core.admission.Admission;
import org.sallyport.core.admission.RefusalReason;
import org.sallyport.core.admission.StreamRequest.Purpose;
import org.sallyport.core.isolation.IsolationToken;
import org.sallyport.core.port.UpstreamFlavour;
import org.sallyport.core.stream.Destination;
import org.sallyport.core.stream.Host;
import org.sallyport.dataplane.limit.Limits;
import org.sallyport.dataplane.upstream.Answer;
import org.sallyport.dataplane.upstream.UpstreamRequest;

final class PaceTest {
  private static final Answer FAILED = new Answer.Failed(Answer.GENERAL_FAILURE);
  private static final Destination WEB = new Destination(Host.of("web.test").orElseThrow(), 80);

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final Pace pace =
      new Pace(new Limits.Pace(2, Duration.ofSeconds(1), 3, Duration.ofMinutes(10)));
  private final Line alice = pace.line(channel.eventLoop());
  private final Line bob = pace.line(channel.eventLoop());

  /// What was asked, by name, in order.
  private final List<String> asked = new ArrayList<>();

  PaceTest() {
    channel.freezeTime();
  }

  /// A request that notes when it may ask.
  private final class Request implements Turn.Asking {
    final String name;
    final Turn turn;
    final List<Answer> answers = new ArrayList<>();

    Request(Line line, String name, Admission again) {
      this.name = name;
      this.turn = new Turn(line, request(token(name)), () -> again);
      turn.take(this);
    }

    @Override
    public void ask(UpstreamRequest allowed) {
      asked.add(name);
    }

    @Override
    public void requestMayFlow() {}

    @Override
    public void answered(Answer answer) {
      answers.add(answer);
      turn.answered(answer);
      channel.runPendingTasks();
    }
  }

  /// The first letters are the key.
  private static IsolationToken token(String name) {
    String key = name.replaceAll("[^a-z].*", "");
    return new IsolationToken(key.repeat(43).substring(0, IsolationToken.CHARACTERS));
  }

  private static UpstreamRequest request(IsolationToken token) {
    return new UpstreamRequest(Purpose.CONNECT, WEB, token, UpstreamFlavour.PLAIN);
  }

  private Request open(Line line, String name) {
    return new Request(line, name, new Admission.Admitted(token(name), WEB));
  }

  private List<Request> open(Line line, String... names) {
    return List.of(names).stream().map(name -> open(line, name)).toList();
  }

  private void pass(Duration time) {
    channel.advanceTimeBy(time.toMillis(), TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
    channel.runPendingTasks();
  }

  @Test
  void asksAtOnceBelowTheLimitAndMakesTheRestWait() {
    var all = open(alice, "a", "b", "c", "d", "e");
    assertThat(asked).containsExactly("a", "b", "c");
    assertThat(all.get(2).turn.isWaiting()).isFalse();
    assertThat(all.get(3).turn.isWaiting()).isTrue();
    all.get(1).answered(FAILED);
    assertThat(asked).containsExactly("a", "b", "c", "d");
    all.get(0).answered(FAILED);
    assertThat(asked).containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void oneRequestOfEachApplicationNeverWaits() {
    open(alice, "a", "b", "c", "d", "e");
    var first = open(bob, "x");
    assertThat(asked).endsWith("x");
    open(bob, "y");
    assertThat(asked).doesNotContain("y");
    first.answered(FAILED);
    assertThat(asked).endsWith("y");
  }

  @Test
  void applicationsTakeTurns() {
    var his = open(alice, "a", "b", "c", "d", "e", "f");
    open(bob, "x", "y", "z");
    his.get(1).answered(FAILED);
    his.get(2).answered(FAILED);
    assertThat(asked).containsExactly("a", "b", "c", "x", "d", "y");
  }

  @Test
  void givesAPlaceBackAfterItsPatience() {
    open(alice, "a", "b", "c", "d", "e", "f", "g");
    pass(Duration.ofMillis(999));
    assertThat(asked).hasSize(3);
    pass(Duration.ofMillis(1));
    assertThat(asked).containsExactly("a", "b", "c", "d", "e", "f");
  }

  @Test
  void anAnswerAfterThePatienceGivesNothingBackTwice() {
    var all = open(alice, "a", "b", "c", "d", "e", "f", "g", "h");
    pass(Duration.ofSeconds(1));
    all.subList(0, 3).forEach(one -> one.answered(FAILED));
    assertThat(asked).hasSize(6);
  }

  @Test
  void whoeverGoesWhileWaitingIsForgotten() {
    var all = open(alice, "a", "b", "c", "d", "e");
    all.get(3).turn.end();
    all.get(1).turn.end();
    channel.runPendingTasks();
    assertThat(asked).containsExactly("a", "b", "c", "e");
    all.get(4).turn.end();
    all.get(4).turn.end();
    all.get(2).turn.end();
    all.get(0).turn.end();
    channel.runPendingTasks();
    open(bob, "x", "y", "z");
    assertThat(asked).endsWith("x", "y", "z");
  }

  @Test
  void aKeyWithACircuitDoesNotWait() {
    var all = open(alice, "a", "b", "c", "d", "b2", "b3");
    all.get(1).answered(new Answer.Connected());
    assertThat(asked).containsExactly("a", "b", "c", "d");
    all.get(3).answered(FAILED);
    assertThat(asked).containsExactly("a", "b", "c", "d", "b2", "b3");
    open(alice, "e", "f", "b4");
    assertThat(asked).endsWith("e", "b4");
    pass(Duration.ofMinutes(10));
    open(bob, "x", "y", "z", "b5");
    assertThat(asked).doesNotContain("b5");
  }

  @Test
  void aCircuitIsTheApplicationsOwn() {
    open(alice, "a").answered(new Answer.Connected());
    open(bob, "x", "y", "z", "a2");
    assertThat(asked).doesNotContain("a2");
  }

  @Test
  void remembersOnlySoManyKeys() {
    for (String key : List.of("a", "b", "c", "d")) {
      open(alice, key).answered(new Answer.Connected());
    }
    open(alice, "x", "y", "z", "a2", "b2");
    assertThat(asked).endsWith("z", "b2");
  }

  @Test
  void whoHasWaitedIsAdmittedAgain() {
    var first = open(alice, "a", "b", "c");
    var refused = new Request(alice, "d", new Admission.Refused(RefusalReason.BLOCKED));
    first.get(1).answered(FAILED);
    channel.runPendingTasks();
    assertThat(asked).doesNotContain("d");
    assertThat(refused.answers).containsExactly(new Answer.Refused(RefusalReason.BLOCKED));
    open(alice, "e");
    assertThat(asked).endsWith("e");
  }

  /// Every turn comes, on whatever loop, and no place is lost or made.
  @Test
  void noTurnIsLostBetweenManyLoops() throws InterruptedException {
    int loops = 4;
    int each = 2_000;
    var crowd = new Pace(new Limits.Pace(3, Duration.ofHours(1), 1, Duration.ofMinutes(1)));
    var done = new CountDownLatch(loops * each);
    var group =
        new io.netty.channel.MultiThreadIoEventLoopGroup(
            loops, io.netty.channel.nio.NioIoHandler.newFactory());
    var inTor = new AtomicInteger();
    var most = new AtomicInteger();
    for (int i = 0; i < loops; i++) {
      var loop = group.next();
      var line = crowd.line(loop);
      loop.execute(() -> {
        for (int n = 0; n < each; n++) {
          var turn =
              new Turn[] {
                new Turn(
                    line,
                    request(token("stuvwxyz".charAt(n % 8) + "")),
                    () -> new Admission.Admitted(token("z"), WEB))
              };
          turn[0].take(
              new Turn.Asking() {
                @Override
                public void ask(UpstreamRequest allowed) {
                  most.accumulateAndGet(inTor.incrementAndGet(), Math::max);
                  loop.execute(() -> {
                    inTor.decrementAndGet();
                    turn[0].answered(FAILED);
                    done.countDown();
                  });
                }

                @Override
                public void requestMayFlow() {}

                @Override
                public void answered(Answer answer) {}
              });
        }
      });
    }
    assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(most.get()).isLessThanOrEqualTo(3 + loops);
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
