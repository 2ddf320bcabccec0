package org.sallyport.gateway.launch;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.sallyport.core.error.GatewayException;

/// Things made ahead, so that whoever needs one need not wait for it.
///
/// Laws:
/// - each is handed out once, to somebody who asks for its kind, and is not kept here any more;
/// - where none is ready, one is made for whoever asks: a spare saves time and nothing else;
/// - after [#close] none is left, not even one that was just being made.
///
/// Thread-safe; nothing is made or discarded under the lock.
///
/// @param <K> the kinds, compared by value: things of equal kinds can stand for each other
/// @param <V> the things
final class Spares<K, V> implements AutoCloseable {
  /// How many of a kind are ready: a second one for who comes while the first is being replaced.
  static final int MOST_OF_A_KIND = 2;

  /// How many are ready in all; the oldest goes.
  static final int MOST = 4;

  private static final Logger LOG = System.getLogger(Spares.class.getName());

  private final Making<K, V> making;
  private final List<Spare<K, V>> ready = new ArrayList<>();
  private boolean filling;
  private boolean closed;

  /// How they are made.
  ///
  /// @param maker makes a whole one, or throws a [GatewayException] and leaves nothing of it
  /// @param discard gives up one that nobody got
  /// @param ahead where they are made before they are needed; must not run them in the caller
  record Making<K, V>(Function<K, V> maker, Consumer<V> discard, Executor ahead) {}

  private record Spare<K, V>(K kind, V thing) {}

  Spares(Making<K, V> making) {
    this.making = making;
  }

  /// One of that kind, the caller's from now on. Nothing is made in its place until [#prepare] is
  /// called, so that the caller comes first.
  ///
  /// @throws GatewayException if none was ready and none can be made
  V take(K kind) {
    return ready(kind).orElseGet(() -> making.maker().apply(kind));
  }

  /// Sees to it that some of that kind will be ready. What is asked for while others are being made
  /// is left out: the next time will do.
  void prepare(K kind) {
    if (beginFilling(kind)) {
      making.ahead().execute(() -> fill(kind));
    }
  }

  private synchronized Optional<V> ready(K kind) {
    for (int i = 0; i < ready.size(); i++) {
      if (ready.get(i).kind().equals(kind)) {
        return Optional.of(ready.remove(i).thing());
      }
    }
    return Optional.empty();
  }

  private synchronized boolean beginFilling(K kind) {
    boolean begins = !filling && isWanted(kind);
    filling |= begins;
    return begins;
  }

  private void fill(K kind) {
    try {
      while (goesOnFilling(kind)) {
        keep(new Spare<>(kind, making.maker().apply(kind))).forEach(making.discard());
      }
    } catch (GatewayException e) {
      endFilling();
      LOG.log(Level.DEBUG, "Nothing could be made ahead: {0}", e.getMessage());
    } catch (RuntimeException e) {
      endFilling();
      LOG.log(Level.ERROR, "A bug: nothing could be made ahead", e);
    }
  }

  private synchronized boolean goesOnFilling(K kind) {
    filling = isWanted(kind);
    return filling;
  }

  private synchronized void endFilling() {
    filling = false;
  }

  private boolean isWanted(K kind) {
    return !closed
        && ready.stream().filter(spare -> spare.kind().equals(kind)).count() < MOST_OF_A_KIND;
  }

  /// Keeps a new one, and says which ones go.
  private synchronized List<V> keep(Spare<K, V> made) {
    if (closed) {
      return List.of(made.thing());
    }
    ready.add(made);
    return ready.size() > MOST ? List.of(ready.removeFirst().thing()) : List.of();
  }

  /// Gives up what is ready; what is being made is given up when it is made.
  @Override
  public void close() {
    all().forEach(making.discard());
  }

  private synchronized List<V> all() {
    closed = true;
    List<V> left = ready.stream().map(Spare::thing).toList();
    ready.clear();
    return left;
  }
}
