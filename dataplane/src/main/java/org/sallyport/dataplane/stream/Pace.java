package org.sallyport.dataplane.stream;

import io.netty.channel.EventLoop;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.sallyport.dataplane.limit.Limits;

/// How many requests of all applications wait for tor's answer, and whose turn is next.
///
/// Whenever tor has built a circuit it tries every stream that waits for one, so a thousand new
/// keys at once cost it a million tries: half a minute in which it does nothing else. The same keys
/// a few dozen at a time take seconds. So only `Limits.Pace.atOnce` requests wait in tor, and the
/// rest in the [Line] of their application.
///
/// Laws:
///
/// - *Nobody waits without need:* below the limit a request is asked at once.
/// - *Fair:* one request of each application is asked whatever the others do; beyond that those who
///   wait take turns, one request of each application after the other.
/// - *Nothing is blocked:* a place is given back when tor answers, when the client goes, or after
///   `Limits.Pace.patience`, so that destinations that do not answer hold up nobody.
/// - *No turn is lost:* a place that becomes free goes to somebody who waits, on whatever loop.
///
/// Safe for use by every event loop: a counter and a queue without locks.
public final class Pace {
  private final Limits.Pace limits;
  private final AtomicInteger taken = new AtomicInteger();

  /// The lines in which somebody waits, each once, in the order of their turns.
  private final Queue<Line> waiting = new ConcurrentLinkedQueue<>();

  /// @param limits how many, and for how long
  public Pace(Limits.Pace limits) {
    this.limits = limits;
  }

  /// The line of one application.
  ///
  /// @param loop the event loop of its compartment
  public Line line(EventLoop loop) {
    return new Line(this, loop, limits);
  }

  /// Takes a place unless all are taken or somebody waits for one.
  boolean tryTake() {
    return waiting.isEmpty() && takeFree();
  }

  /// Takes part in the turns; at most once at a time.
  void join(Line line) {
    waiting.add(line);
    giveTurns();
  }

  /// Gives a place back, or to whose turn it is.
  void giveBack() {
    int _ = taken.decrementAndGet();
    giveTurns();
  }

  /// Whoever frees a place or joins comes here afterwards, so none stays free while one waits.
  private void giveTurns() {
    while (!waiting.isEmpty() && takeFree()) {
      Line next = waiting.poll();
      if (next == null) {
        int _ = taken.decrementAndGet();
      } else {
        next.giveTurn();
      }
    }
  }

  /// Never counts above the limit, not even for a moment: that could hide a free place.
  private boolean takeFree() {
    int now = taken.get();
    while (now < limits.atOnce()) {
      int witness = taken.compareAndExchange(now, now + 1);
      if (witness == now) {
        return true;
      }
      now = witness;
    }
    return false;
  }
}
