package org.sallyport.linux.attribution;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Stream;

/// Finds the processes of one network namespace that hold a socket. Confined to its owner.
///
/// Looking through every descriptor of 500 processes takes 40 ms, so the search begins where the
/// answer usually is: at the processes that held the last sockets, then at those that are new since
/// the last search. Only then come the others, and at last every process of the machine, so that
/// the cache can make a search slow but never wrong.
///
/// A socket is shared by inheritance, and an inherited descriptor keeps its number or becomes
/// standard input. So when a holder is found, these numbers are looked at in its relatives: those
/// that started it, the newest of those that it started, and its newest siblings. (Not seen: a
/// socket that was passed on in a message, or that a relative keeps under another number.)
final class SocketHolders {
  /// Processes that are asked first, and numbers of descriptors.
  static final int MAX_RECENT = 8;

  /// Children, and siblings, that are looked at: a sharer was started between the making of the
  /// socket and its connect, so it is among the newest.
  static final int MAX_RELATIVES = 8;

  private static final int STANDARD_INPUT = 0;
  private static final int MAX_ANCESTORS = 32;

  private final long namespace;
  private final SequencedSet<Long> recent = new LinkedHashSet<>();
  private final SequencedSet<Integer> usual = new LinkedHashSet<>();
  private final Map<Long, Boolean> known = new HashMap<>();

  /// @param namespace the number of the network namespace
  SocketHolders(long namespace) {
    this.namespace = namespace;
  }

  /// A process and the number of its descriptor.
  private record Holder(long pid, int descriptor) {}

  /// The processes that hold the socket, the one that was found first in front; empty if none does.
  List<Long> of(long inode) throws IOException {
    Optional<Holder> first = first(inode);
    if (first.isEmpty()) {
      return List.of();
    }
    remember(recent, first.get().pid());
    remember(usual, first.get().descriptor());
    var holders = new LinkedHashSet<>(Set.of(first.get().pid()));
    var numbers = new HashSet<>(Set.of(first.get().descriptor()));
    numbers.add(STANDARD_INPUT);
    relatives(first.get().pid())
        .filter(pid -> new ProcessFiles(pid).holds(inode, numbers))
        .forEach(holders::add);
    return List.copyOf(holders);
  }

  private Optional<Holder> first(long inode) throws IOException {
    for (long pid : List.copyOf(recent.reversed())) {
      Optional<Holder> holder = holder(pid, inode);
      if (holder.isPresent() && isInside(pid)) {
        return holder;
      }
    }
    List<Long> all = ProcessFiles.all();
    known.keySet().retainAll(new HashSet<>(all));
    List<Long> fresh = all.stream().filter(pid -> !known.containsKey(pid)).toList();
    List<Long> insiders = known.keySet().stream().filter(known::get).toList();
    return firstOf(inode, fresh.reversed().stream().filter(this::isInside))
        .or(() -> atUsualNumber(inode, insiders))
        .or(() -> firstOf(inode, insiders.stream()))
        .or(() -> firstOf(inode, all.stream().filter(this::isInside)));
  }

  /// A process that is not new, at a descriptor where sockets were found before.
  private Optional<Holder> atUsualNumber(long inode, List<Long> pids) {
    return firstOf(inode, pids.stream().filter(pid -> new ProcessFiles(pid).holds(inode, usual)));
  }

  private static Optional<Holder> firstOf(long inode, Stream<Long> pids) {
    return pids.flatMap(pid -> holder(pid, inode).stream()).findFirst();
  }

  private static Optional<Holder> holder(long pid, long inode) {
    OptionalInt descriptor = new ProcessFiles(pid).descriptor(inode);
    return descriptor.isPresent()
        ? Optional.of(new Holder(pid, descriptor.getAsInt()))
        : Optional.empty();
  }

  private boolean isInside(long pid) {
    boolean inside = new ProcessFiles(pid).isIn(namespace);
    known.put(pid, inside);
    return inside;
  }

  private static <T> void remember(SequencedSet<T> last, T value) {
    last.remove(value);
    last.addLast(value);
    if (last.size() > MAX_RECENT) {
      last.removeFirst();
    }
  }

  private Stream<Long> relatives(long pid) {
    List<Long> ancestors = ancestors(pid);
    Stream<Long> siblings =
        ancestors.isEmpty() ? Stream.of() : newestChildren(ancestors.getFirst());
    return Stream.of(ancestors.stream(), newestChildren(pid), siblings)
        .flatMap(family -> family)
        .filter(relative -> relative != pid);
  }

  private static Stream<Long> newestChildren(long pid) {
    return new ProcessFiles(pid).newestChildren(MAX_RELATIVES).stream();
  }

  private List<Long> ancestors(long pid) {
    var ancestors = new ArrayList<Long>();
    var next = new ProcessFiles(pid).parent();
    while (next.isPresent()
        && ancestors.size() < MAX_ANCESTORS
        && Boolean.TRUE.equals(known.computeIfAbsent(next.get(), this::looksInside))) {
      ancestors.add(next.get());
      next = new ProcessFiles(next.get()).parent();
    }
    return ancestors;
  }

  private boolean looksInside(long pid) {
    return new ProcessFiles(pid).isIn(namespace);
  }
}
