package org.sallyport.core.port;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The ports of a workstation's applications, in the order of their numbers. No number occurs
/// twice, and there is at most one `TransPort` and one `DNSPort`: packets that know nothing of Tor
/// can be taken to one place only.
///
/// @param entries the ports with their purposes
/// @param closed kinds of ports that nobody adds to it: it has none
public record PortTable(List<ListedPort> entries, Set<PortKind> closed) {
  /// The most ports that a table may have.
  public static final int MAX_PORTS = 512;

  public PortTable {
    Set<PortKind> none = Set.copyOf(closed);
    closed = none;
    entries =
        entries.stream()
            .filter(entry -> !none.contains(entry.port().kind()))
            .sorted(Comparator.comparingInt(entry -> entry.port().number()))
            .toList();
    if (entries.size() > MAX_PORTS) {
      throw new IllegalArgumentException(
          "ports: " + entries.size() + " (expected: at most " + MAX_PORTS + ")");
    }
    var numbers = new HashSet<Integer>();
    for (ListedPort entry : entries) {
      if (!numbers.add(entry.port().number())) {
        throw new IllegalArgumentException(
            "port: " + entry.port().number() + " twice (expected: distinct numbers)");
      }
    }
    for (PortKind kind : List.of(PortKind.TRANS, PortKind.DNS)) {
      if (entries.stream().filter(entry -> entry.port().kind() == kind).count() > 1) {
        throw new IllegalArgumentException(kind.torrcName() + ": several (expected: one at most)");
      }
    }
  }

  /// A table to which ports of every kind may be added.
  public PortTable(List<ListedPort> entries) {
    this(entries, Set.of());
  }

  /// The same table without ports of these kinds.
  public PortTable without(Set<PortKind> kinds) {
    return new PortTable(entries, kinds);
  }

  /// All ports.
  public List<Port> ports() {
    return entries.stream().map(ListedPort::port).toList();
  }

  /// The rows that a reader wants to see: neighbours that differ in their number only are one.
  public List<PortRow> rows() {
    var rows = new ArrayList<PortRow>();
    for (ListedPort entry : entries) {
      PortRow row = PortRow.of(entry);
      boolean continues = !rows.isEmpty() && rows.getLast().isContinuedBy(row);
      rows.add(continues ? rows.removeLast().and(row) : row);
    }
    return List.copyOf(rows);
  }

  /// The table with more ports. A port takes the place of one with its number; a `TransPort` or
  /// `DNSPort` takes the place of the one of its kind.
  ///
  /// @throws IllegalArgumentException as the constructor, if the new ports contradict one another
  public PortTable with(List<ListedPort> more) {
    var kept = new ArrayList<ListedPort>();
    for (ListedPort entry : entries) {
      if (more.stream().noneMatch(other -> replaces(other.port(), entry.port()))) {
        kept.add(entry);
      }
    }
    kept.addAll(more);
    return new PortTable(kept, closed);
  }

  private static boolean replaces(Port one, Port other) {
    boolean onlyOne = one.kind() == PortKind.TRANS || one.kind() == PortKind.DNS;
    return one.number() == other.number() || (onlyOne && one.kind() == other.kind());
  }
}
