package org.sallyport.linux.attribution;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import org.sallyport.linux.attribution.Resident.Since;

/// Finds the processes of one network namespace that hold a socket. Confined to its owner.
///
/// To read every descriptor of 500 processes takes 40 ms. A process that has not run since its
/// descriptors were read need not be read again, and to ask whether it has run takes less than a
/// microsecond. So they are asked, the most likely ones first, and those that ran are read, until
/// one holds the socket. If none does, every process of the machine is read: what is remembered can
/// make a search slow but never wrong.
///
/// A socket may be shared by inheritance. Who inherited it is new since it was made, or has not
/// been read since; so when a holder is found, [#MAX_ASKED] more are asked, of which [#MAX_READ]
/// are read, and those that started it. (Not seen: in a launch of more processes, one that was
/// handed the socket in a message, or whose child gave it to a child of its own and ended.)
final class SocketHolders {
  /// Processes that are asked whether they ran after a holder was found.
  static final int MAX_ASKED = 64;

  /// Processes whose descriptors are read after a holder was found.
  static final int MAX_READ = 16;

  private static final int MAX_ANCESTORS = 32;

  private final Residents residents;

  /// @param namespace the number of the network namespace
  SocketHolders(long namespace) {
    this.residents = new Residents(namespace);
  }

  /// The processes that hold the socket, the one that was found first in front; empty if none does.
  List<Long> of(long inode) {
    residents.admitNewcomers();
    var holders = new LinkedHashSet<Resident>();
    askThoseThatHeldIt(inode, holders);
    ask(inode, holders);
    if (holders.isEmpty()) {
      ask(inode, holders);
    }
    if (holders.isEmpty()) {
      residents.everyone().stream().filter(one -> one.holds(inode)).forEach(holders::add);
    }
    if (!holders.isEmpty()) {
      askAncestors(inode, holders);
      residents.prefer(holders.getFirst());
    }
    return holders.stream().map(Resident::pid).toList();
  }

  private void askThoseThatHeldIt(long inode, SequencedSet<Resident> holders) {
    residents.known().stream()
        .filter(resident -> resident.held(inode) && resident.holds(inode))
        .forEach(holders::add);
  }

  private void ask(long inode, SequencedSet<Resident> holders) {
    int asked = 0;
    int read = 0;
    for (Resident one : residents.known()) {
      asked += holders.isEmpty() ? 0 : 1;
      if (asked > MAX_ASKED || read > MAX_READ) {
        return;
      }
      if (!holders.contains(one)) {
        Since since = one.since();
        if (since == Since.LEFT) {
          residents.forget(one);
        }
        if (since == Since.RAN) {
          read += holders.isEmpty() ? 0 : 1;
          if (one.holds(inode)) {
            holders.add(one);
          }
        }
      }
    }
  }

  /// The processes of the namespace that started it.
  private void askAncestors(long inode, SequencedSet<Resident> holders) {
    Optional<Resident> next = parent(holders.getFirst());
    for (int generation = 0; next.isPresent() && generation < MAX_ANCESTORS; generation++) {
      Resident ancestor = next.get();
      if (ancestor.since() == Since.RAN && !holders.contains(ancestor) && ancestor.holds(inode)) {
        holders.add(ancestor);
      }
      next = parent(ancestor);
    }
  }

  private Optional<Resident> parent(Resident resident) {
    return resident.files().parent().flatMap(residents::admit);
  }
}
