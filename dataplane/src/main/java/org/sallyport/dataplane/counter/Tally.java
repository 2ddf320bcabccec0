package org.sallyport.dataplane.counter;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.sallyport.core.admission.RefusalReason;
import org.sallyport.core.port.PortKind;
import org.sallyport.dataplane.counter.Counters.Count;

/// The running counters of one compartment.
///
/// Counting is confined to the event loop of the compartment; `published` may be read by any thread
/// and is as old as the last `publish`.
public final class Tally {
  private final Map<Count, Cell> counts = cells(Count.class, Count.values());
  private final Map<RefusalReason, Cell> refused =
      cells(RefusalReason.class, RefusalReason.values());
  private final Map<PortKind, Cell> malformed = cells(PortKind.class, PortKind.values());
  private volatile Counters published = Counters.NONE;

  /// Nothing has happened yet.
  public Tally() {}

  /// It happened once more.
  public void add(Count what) {
    add(what, 1);
  }

  /// It happened so many times more.
  public void add(Count what, long howMany) {
    count(counts, what, howMany);
  }

  /// A stream was refused.
  public void addRefused(RefusalReason reason) {
    count(refused, reason, 1);
  }

  /// Something did not speak the port's protocol.
  public void addMalformed(PortKind kind) {
    count(malformed, kind, 1);
  }

  /// A handler failed: that is the network's doing, or a defect of ours.
  public void addFailure(Throwable cause) {
    if (!(cause instanceof IOException)) {
      add(Count.DEFECTS);
    }
  }

  /// Makes the counters visible to other threads.
  public void publish() {
    published = new Counters(values(counts), values(refused), values(malformed));
  }

  /// The counters at the last `publish`.
  public Counters published() {
    return published;
  }

  private static <K> void count(Map<K, Cell> cells, K key, long howMany) {
    Cell cell = cells.get(key);
    if (cell != null) {
      cell.value += howMany;
    }
  }

  private static <K> Map<K, Long> values(Map<K, Cell> cells) {
    return cells.entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> entry.getValue().value));
  }

  private static <K extends Enum<K>> Map<K, Cell> cells(Class<K> type, K[] keys) {
    return Arrays.stream(keys)
        .collect(
            Collectors.toMap(
                Function.identity(),
                _ -> new Cell(),
                (left, _) -> left,
                () -> new EnumMap<>(type)));
  }

  /// One number.
  private static final class Cell {
    long value;
  }
}
