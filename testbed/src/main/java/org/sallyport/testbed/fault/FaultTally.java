package org.sallyport.testbed.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What became of every episode. Confined to one thread.
public final class FaultTally {
  private final Duration within;
  private final List<Entry> entries = new ArrayList<>();

  /// @param within how soon it must be open again
  public FaultTally(Duration within) {
    this.within = within;
  }

  /// An episode and what became of it.
  public record Entry(Episode episode, Recovery recovery) {}

  /// What became of one kind of fault, alone and in pairs.
  ///
  /// @param alone how often it struck alone
  /// @param paired how often with another
  /// @param reopened how long each time, in milliseconds, in order of size; episodes that never
  ///   ended well are not in it
  /// @param late how often it took longer than promised, or for ever
  /// @param leaks in its episodes
  public record Row(int alone, int paired, List<Long> reopened, int late, int leaks) {
    public Row {
      reopened = reopened.stream().sorted().toList();
    }

    /// The middle one of the times.
    public Optional<Long> median() {
      return reopened.isEmpty() ? Optional.empty() : Optional.of(reopened.get(reopened.size() / 2));
    }

    /// The longest.
    public Optional<Long> longest() {
      return reopened.isEmpty() ? Optional.empty() : Optional.of(reopened.getLast());
    }
  }

  /// Notes an episode.
  public void add(Episode episode, Recovery recovery) {
    entries.add(new Entry(episode, recovery));
  }

  /// All episodes.
  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  /// How soon it must be open again.
  public Duration within() {
    return within;
  }

  /// By kind; kinds that did not strike are absent.
  public Map<Fault, Row> rows() {
    Map<Fault, Row> rows = new EnumMap<>(Fault.class);
    for (Fault fault : Fault.values()) {
      var own = entries.stream().filter(entry -> struck(entry, fault)).toList();
      if (!own.isEmpty()) {
        rows.put(fault, row(own));
      }
    }
    return rows;
  }

  private static boolean struck(Entry entry, Fault fault) {
    return entry.episode().strikes().stream().anyMatch(strike -> strike.fault() == fault);
  }

  private Row row(List<Entry> own) {
    int alone = (int) own.stream().filter(e -> e.episode().strikes().size() == 1).count();
    var times =
        own.stream()
            .flatMap(entry -> entry.recovery().reopened().stream())
            .map(Duration::toMillis)
            .toList();
    long inTime = times.stream().filter(millis -> millis <= within.toMillis()).count();
    int leaks = own.stream().mapToInt(entry -> entry.recovery().leaks().size()).sum();
    return new Row(alone, own.size() - alone, times, own.size() - (int) inTime, leaks);
  }

  /// Leaks of all episodes.
  public long leaks() {
    return entries.stream().mapToLong(entry -> entry.recovery().leaks().size()).sum();
  }

  /// Those that broke the law.
  public List<Entry> broken() {
    return entries.stream().filter(entry -> !entry.recovery().holds(within)).toList();
  }

  /// Those that took longer than promised, said why, and ended well.
  public List<Entry> excused() {
    return entries.stream()
        .filter(entry -> entry.recovery().holds(within))
        .filter(
            entry -> entry.recovery().reopened().filter(t -> t.compareTo(within) > 0).isPresent())
        .toList();
  }
}
