package org.sallyport.gateway.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;

final class SparesTest {
  private static final int TAKERS = 8;
  private static final int TAKES_EACH = 500;

  /// What is to be made ahead, in the order in which it was asked for; runs when the test says so.
  private final Deque<Runnable> ahead = new ArrayDeque<>();

  private final List<String> made = new ArrayList<>();
  private final List<String> discarded = new ArrayList<>();
  private boolean works = true;
  private final Spares<String, String> spares =
      new Spares<>(new Spares.Making<>(this::make, discarded::add, ahead::add));

  private String make(String kind) {
    if (!works) {
      throw new GatewayException(ErrorKind.INTERNAL, "cannot make " + kind);
    }
    made.add(kind + made.size());
    return made.getLast();
  }

  private void makeAhead() {
    while (!ahead.isEmpty()) {
      ahead.poll().run();
    }
  }

  @Test
  void makesOneForWhoeverAsksFirst() {
    assertThat(spares.take("a")).isEqualTo("a0");
    assertThat(made).containsExactly("a0");
  }

  @Test
  void handsOutWhatIsReady() {
    spares.prepare("a");
    makeAhead();
    assertThat(made).hasSize(Spares.MOST_OF_A_KIND);
    assertThat(List.of(spares.take("a"), spares.take("a"))).isEqualTo(List.of("a0", "a1"));
    assertThat(made).hasSize(Spares.MOST_OF_A_KIND);
  }

  @Test
  void handsOutEachOnce() {
    List<String> taken = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      taken.add(spares.take("a"));
      if (i % 3 == 0) {
        spares.prepare("a");
        makeAhead();
      }
    }
    assertThat(taken).doesNotHaveDuplicates();
    spares.close();
    assertThat(discarded).isNotEmpty().noneMatch(taken::contains);
  }

  @Test
  void handsOutToNobodyWhoAsksForAnotherKind() {
    spares.prepare("a");
    makeAhead();
    assertThat(spares.take("b")).startsWith("b");
  }

  @Test
  void keepsNoMoreThanItsLimits() {
    for (String kind : List.of("a", "b", "c", "d")) {
      spares.prepare(kind);
      spares.prepare(kind);
      makeAhead();
    }
    assertThat(made.size() - discarded.size()).isEqualTo(Spares.MOST);
    assertThat(discarded).allMatch(thing -> thing.matches("[ab].*"));
  }

  @Test
  void discardsWhatNobodyGot() {
    spares.prepare("a");
    makeAhead();
    String taken = spares.take("a");
    spares.close();
    assertThat(discarded).containsExactly("a1");
    assertThat(taken).isEqualTo("a0");
  }

  @Test
  void discardsWhatWasBeingMadeWhenItWasClosed() {
    var closing = new ArrayList<AutoCloseable>();
    var late =
        new Spares<String, String>(
            new Spares.Making<>(
                kind -> {
                  closing.forEach(SparesTest::close);
                  return make(kind);
                },
                discarded::add,
                ahead::add));
    closing.add(late);
    late.prepare("a");
    makeAhead();
    assertThat(made).containsExactly("a0");
    assertThat(discarded).containsExactly("a0");
  }

  @Test
  void beginsNothingAfterTheEnd() {
    spares.prepare("a");
    spares.close();
    makeAhead();
    assertThat(made).isEmpty();
  }

  private static void close(AutoCloseable thing) {
    try {
      thing.close();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aFailureAheadIsTheNextOnesOwn() {
    works = false;
    spares.prepare("a");
    makeAhead();
    assertThatThrownBy(() -> spares.take("a")).hasMessage("cannot make a");
    works = true;
    spares.prepare("a");
    makeAhead();
    assertThat(made).hasSize(Spares.MOST_OF_A_KIND);
  }

  @Test
  void handsOutEachOnceToManyAtOnce() throws Exception {
    var counter = new AtomicInteger();
    Set<Integer> gone = ConcurrentHashMap.newKeySet();
    Set<Integer> taken = ConcurrentHashMap.newKeySet();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var shared =
          new Spares<String, Integer>(
              new Spares.Making<>(_ -> counter.incrementAndGet(), gone::add, threads));
      List<Future<?>> takers =
          IntStream.range(0, TAKERS)
              .<Future<?>>mapToObj(_ ->
                  threads.submit(() -> {
                    for (int i = 0; i < TAKES_EACH; i++) {
                      assertThat(taken.add(shared.take("a"))).isTrue();
                      shared.prepare("a");
                    }
                  }))
              .toList();
      for (Future<?> taker : takers) {
        taker.get(1, TimeUnit.MINUTES);
      }
      shared.close();
    }
    assertThat(taken).hasSize(TAKERS * TAKES_EACH).noneMatch(gone::contains);
    assertThat(taken.size() + gone.size()).as("nothing is lost").isEqualTo(counter.get());
  }
}
