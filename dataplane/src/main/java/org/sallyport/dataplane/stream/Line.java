package org.sallyport.dataplane.stream;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.concurrent.TimeUnit;
import org.sallyport.core.isolation.IsolationToken;
import org.sallyport.dataplane.limit.Limits;

/// Where the requests of one application wait until tor may be asked; see [Pace].
///
/// One place is the application's own. A key for which tor has lately answered has a circuit that
/// its next streams join, so they need no place at all. The line is as long as the quota of the
/// application at most: who waits has its stream already. Confined to the event loop of its
/// compartment, but for [#giveTurn].
public final class Line {
  private final Pace pace;
  private final EventLoop loop;
  private final Limits.Pace limits;
  private final SequencedSet<Turn> waiting = new LinkedHashSet<>();
  private final SequencedMap<IsolationToken, Long> answered = new LinkedHashMap<>();
  private boolean ownTaken;
  private boolean joined;

  Line(Pace pace, EventLoop loop, Limits.Pace limits) {
    this.pace = pace;
    this.loop = loop;
    this.limits = limits;
  }

  /// Begins now if it may, and otherwise when its turn comes.
  void enter(Turn turn) {
    if (hasCircuit(turn.token())) {
      turn.begin(Turn.Place.NONE, false);
    } else if (!ownTaken) {
      ownTaken = true;
      turn.begin(Turn.Place.OWN, false);
    } else if (waiting.isEmpty() && pace.tryTake()) {
      turn.begin(Turn.Place.SHARED, false);
    } else {
      waiting.addLast(turn);
      join();
    }
  }

  /// It waits no longer.
  void leave(Turn turn) {
    waiting.remove(turn);
  }

  /// Somebody else may have the place.
  void giveBack(Turn.Place place) {
    switch (place) {
      case NONE -> {}
      case OWN -> {
        ownTaken = false;
        if (!waiting.isEmpty()) {
          ownTaken = true;
          loop.execute(() -> next(Turn.Place.OWN));
        }
      }
      case SHARED -> pace.giveBack();
    }
  }

  /// tor has a circuit for this key.
  void answered(IsolationToken token) {
    if (answered.putIfAbsent(token, loop.ticker().nanoTime()) == null
        && answered.size() > limits.keys()) {
      var _ = answered.pollFirstEntry();
    }
  }

  private boolean hasCircuit(IsolationToken token) {
    Long since = answered.get(token);
    if (since == null) {
      return false;
    }
    boolean fresh = loop.ticker().nanoTime() - since < limits.circuitLife().toNanos();
    if (!fresh) {
      answered.remove(token);
    }
    return fresh;
  }

  private void join() {
    if (!joined) {
      joined = true;
      pace.join(this);
    }
  }

  /// A place is taken for whoever is first here. Called on any event loop.
  void giveTurn() {
    loop.execute(() -> {
      joined = false;
      next(Turn.Place.SHARED);
      if (!waiting.isEmpty()) {
        join();
      }
    });
  }

  /// Begins the first that needs a place, and on the way those that need none.
  private void next(Turn.Place place) {
    while (!waiting.isEmpty()) {
      Turn first = waiting.removeFirst();
      if (!hasCircuit(first.token())) {
        first.begin(place, true);
        return;
      }
      first.begin(Turn.Place.NONE, true);
    }
    giveBack(place);
  }

  /// Runs it when a place has been taken for long enough.
  Future<?> afterPatience(Runnable task) {
    return loop.schedule(task, limits.patience().toNanos(), TimeUnit.NANOSECONDS);
  }
}
