package org.sallyport.testbed.leak.matrix;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.testbed.leak.probe.Family;
import org.sallyport.testbed.leak.probe.Probe;

/// What became of every probe under every [Shelter]. The bare host comes first: the others are
/// judged by it. Confined to one thread.
public final class Comparison {
  private final Map<Probe, Map<Shelter, Fate>> fates = new LinkedHashMap<>();
  private final Map<Probe, Map<Shelter, Cell>> cells = new LinkedHashMap<>();

  /// Notes a probe.
  public void note(Probe probe, Shelter shelter, Cell cell) {
    var row = fates.computeIfAbsent(probe, _ -> new EnumMap<>(Shelter.class));
    var fate =
        switch (shelter) {
          case BARE -> Fate.bare(cell);
          case WORKSTATION -> Fate.inWorkstation(cell);
          case TORSOCKS, PROXYCHAINS, REDIRECT, NO_NETWORK ->
              Fate.under(cell, row.getOrDefault(Shelter.BARE, Fate.UNTESTED));
        };
    row.put(shelter, fate);
    cells.computeIfAbsent(probe, _ -> new EnumMap<>(Shelter.class)).put(shelter, cell);
  }

  /// What speaks for a fate: the first leaked packets, or why it was not tested.
  List<String> evidence(Probe probe, Shelter shelter) {
    var cell = cells.getOrDefault(probe, Map.of()).get(shelter);
    return cell == null ? List.of() : cell.words();
  }

  /// The probes, in the order in which they were noted.
  public List<Probe> probes() {
    return List.copyOf(fates.keySet());
  }

  /// Those that were compared.
  public List<Shelter> shelters() {
    return fates.values().stream()
        .flatMap(row -> row.keySet().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /// What became of a probe, if it was tried.
  public Optional<Fate> fate(Probe probe, Shelter shelter) {
    return Optional.ofNullable(fates.getOrDefault(probe, Map.of()).get(shelter));
  }

  /// How many probes had a fate.
  public long count(Shelter shelter, Fate fate) {
    return fates.values().stream().filter(row -> row.get(shelter) == fate).count();
  }

  /// How many of a family leaked.
  long leaks(Family family, Shelter shelter) {
    return fates.entrySet().stream()
        .filter(entry -> entry.getKey().family() == family)
        .filter(entry -> entry.getValue().get(shelter) == Fate.LEAKED)
        .count();
  }

  /// How many of a family were tried and possible.
  long possible(Family family, Shelter shelter) {
    return fates.entrySet().stream()
        .filter(entry -> entry.getKey().family() == family)
        .map(entry -> entry.getValue().get(shelter))
        .filter(fate -> fate != null && fate != Fate.NOT_POSSIBLE)
        .count();
  }

  /// Whether the workstation contained everything that was tried, and the bare host did not.
  public boolean holds() {
    return count(Shelter.WORKSTATION, Fate.LEAKED) == 0
        && count(Shelter.WORKSTATION, Fate.UNTESTED) == 0
        && count(Shelter.BARE, Fate.LEAKED) > 0;
  }
}
