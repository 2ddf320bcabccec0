package org.sallyport.tor.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class EventQueueTest {
  private final EventQueue queue = new EventQueue(2);

  private static ControlEvent event(String name) {
    return new SignalEvent(name);
  }

  @Test
  void keepsOrder() throws Exception {
    queue.add(event("A"));
    queue.add(event("B"));
    assertThat(queue.take()).isEqualTo(event("A"));
    assertThat(queue.take()).isEqualTo(event("B"));
    assertThat(queue.poll(Duration.ZERO)).isEmpty();
  }

  @Test
  void showsGapWhereItHappened() throws Exception {
    for (String name : new String[] {"A", "B", "C", "D"}) {
      queue.add(event(name));
    }
    assertThat(queue.take()).isEqualTo(event("A"));
    queue.add(event("E"));
    assertThat(queue.take()).isEqualTo(event("B"));
    assertThat(queue.take()).isEqualTo(new EventsLost(2));
    assertThat(queue.take()).isEqualTo(event("E"));
    assertThat(queue.lost()).isEqualTo(2);
  }

  @Test
  void showsGapAtTheEndOfTheQueue() throws Exception {
    for (String name : new String[] {"A", "B", "C"}) {
      queue.add(event(name));
    }
    queue.take();
    queue.take();
    assertThat(queue.take()).isEqualTo(new EventsLost(1));
    assertThat(queue.poll(Duration.ZERO)).isEmpty();
  }

  @Test
  void endsForEveryReaderAfterWhatWaits() throws Exception {
    for (String name : new String[] {"A", "B", "C"}) {
      queue.add(event(name));
    }
    queue.end("gone");
    queue.end("gone twice");
    assertThat(queue.take()).isEqualTo(event("A"));
    assertThat(queue.take()).isEqualTo(event("B"));
    assertThat(queue.take()).isEqualTo(new EventsLost(1));
    assertThat(queue.take()).isEqualTo(new ConnectionEnded("gone"));
    assertThat(queue.poll(Duration.ZERO)).contains(new ConnectionEnded("gone"));
  }

  @Test
  void wakesReaderThatWaits() throws Exception {
    var taken = new CompletableFuture<ControlEvent>();
    Thread.startVirtualThread(() -> {
      try {
        taken.complete(queue.take());
      } catch (InterruptedException e) {
        taken.completeExceptionally(e);
      }
    });
    queue.add(event("A"));
    assertThat(taken.get(5, TimeUnit.SECONDS)).isEqualTo(event("A"));
  }
}
