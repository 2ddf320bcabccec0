package org.sallyport.linux.attribution;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.function.LongPredicate;
import org.sallyport.linux.syscall.ProcessorClock;

/// The processes of one network namespace, as they become known, the one in front that came or was
/// preferred last. Confined to its owner.
///
/// To list `/proc` takes half a millisecond with 1,000 processes, so new ones are looked for by
/// number: the kernel says which number it gave last, and numbers go up until they begin again.
/// What that misses (a process that came from another namespace, a number that was chosen)
/// [#everyone] finds.
final class Residents {
  /// Processes that are kept; the openers of connections among the rest are unknown.
  static final int MAX_RESIDENTS = 16_384;

  /// New numbers that are looked at one by one; for more, `/proc` is listed.
  static final int MAX_NUMBERS = 256;

  /// Numbers that are looked at once more, because a process has its number before it is there.
  static final int OVERLAP = 8;

  private final long namespace;
  private final ProcessorClock clock = new ProcessorClock();
  private final SequencedMap<Long, Resident> residents = new LinkedHashMap<>();
  private long newest;

  /// @param namespace the number of the network namespace
  Residents(long namespace) {
    this.namespace = namespace;
  }

  /// Gets to know those that were started since the last time.
  void admitNewcomers() {
    OptionalLong last = ProcessFiles.newest();
    long from = newest - OVERLAP;
    if (last.isEmpty() || last.getAsLong() < newest) {
      admitAll(_ -> true);
    } else if (last.getAsLong() - newest > MAX_NUMBERS) {
      admitAll(pid -> pid > from);
    } else {
      for (long pid = Math.max(1, from + 1); pid <= last.getAsLong(); pid++) {
        var _ = admit(pid);
      }
    }
    newest = last.orElse(0);
  }

  /// Those that are known.
  List<Resident> known() {
    return List.copyOf(residents.sequencedValues());
  }

  /// All, found by looking through the whole machine.
  List<Resident> everyone() {
    admitAll(_ -> true);
    return known();
  }

  /// A process, if it is in the namespace.
  Optional<Resident> admit(long pid) {
    Resident known = residents.get(pid);
    if (known != null || residents.size() >= MAX_RESIDENTS) {
      return Optional.ofNullable(known);
    }
    var resident = new Resident(new ProcessFiles(pid), namespace, clock);
    if (clock.nanos(pid).isEmpty() || !resident.files().isIn(namespace)) {
      return Optional.empty();
    }
    residents.putFirst(pid, resident);
    return Optional.of(resident);
  }

  void prefer(Resident resident) {
    residents.putFirst(resident.pid(), resident);
  }

  void forget(Resident resident) {
    residents.remove(resident.pid());
  }

  private void admitAll(LongPredicate isWanted) {
    ProcessFiles.all().stream().filter(isWanted::test).forEach(this::admit);
  }
}
