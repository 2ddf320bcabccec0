package org.sallyport.tor.control;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The bounded queue between the thread that reads the connection and the owner of its events.
///
/// Laws: adding never waits; order is kept; a gap is visible as an [EventsLost] where it happened;
/// after [#end] and the events before it, every reader gets the same [ConnectionEnded] for ever.
/// Safe for use by several threads.
final class EventQueue {
  private final int limit;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<ControlEvent> events = new ArrayDeque<>();
  private long gap;
  private long lost;
  private @Nullable ConnectionEnded ended;

  EventQueue(int limit) {
    this.limit = limit;
  }

  void add(ControlEvent event) {
    lock.lock();
    try {
      if (events.size() >= limit) {
        gap++;
        lost++;
        return;
      }
      closeGap();
      events.addLast(event);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /// The first call counts; later ones change nothing.
  void end(String reason) {
    lock.lock();
    try {
      if (ended == null) {
        closeGap();
        ended = new ConnectionEnded(reason);
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  ControlEvent take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        var next = next();
        if (next != null) {
          return next;
        }
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  Optional<ControlEvent> poll(Duration deadline) throws InterruptedException {
    long remaining = deadline.toNanos();
    lock.lockInterruptibly();
    try {
      while (true) {
        var next = next();
        if (next != null || remaining <= 0) {
          return Optional.ofNullable(next);
        }
        remaining = changed.awaitNanos(remaining);
      }
    } finally {
      lock.unlock();
    }
  }

  long lost() {
    lock.lock();
    try {
      return lost;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable ControlEvent next() {
    var event = events.pollFirst();
    if (event == null && gap > 0) {
      event = new EventsLost(gap);
      gap = 0;
    }
    return event == null ? ended : event;
  }

  private void closeGap() {
    if (gap > 0) {
      events.addLast(new EventsLost(gap));
      gap = 0;
    }
  }
}
