package org.sallyport.testbed.leak.matrix;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sallyport.testbed.leak.probe.Answer;
import org.sallyport.testbed.leak.probe.Family;
import org.sallyport.testbed.leak.probe.Probe;
import org.sallyport.testbed.leak.probe.Probe.Kind;

/// What became of every probe in every state. Confined to one thread.
public final class Matrix {
  private final Map<Probe, Control> controls = new LinkedHashMap<>();
  private final Map<Probe, Map<Phase, Cell>> cells = new LinkedHashMap<>();

  private List<Probe> leftOut = List.of();

  /// One cell and where it stands.
  public record Entry(Probe probe, Phase phase, Cell cell) {}

  /// Notes which probes mean nothing here.
  public void leaveOut(List<Probe> probes) {
    leftOut = List.copyOf(probes);
  }

  /// The probes that mean nothing here.
  public List<Probe> leftOut() {
    return leftOut;
  }

  /// Notes a control. The first good one stays.
  public void control(Probe probe, Control control) {
    controls.put(probe, control);
  }

  /// Judges a probe in a state and notes it. A probe that runs twice in a state keeps the worse.
  public Cell judge(Probe probe, Phase phase, Answer answer, Evidence evidence) {
    var control =
        controls.getOrDefault(
            probe, new Control(Control.Result.MISSED, "it was never run unprotected"));
    var own = probe.kind() == Kind.STREAM ? evidence : evidence.withoutTor();
    var cell = Cell.of(control, answer, own);
    cells
        .computeIfAbsent(probe, _ -> new EnumMap<>(Phase.class))
        .merge(phase, cell, (a, b) -> a.verdict().compareTo(b.verdict()) >= 0 ? a : b);
    return cell;
  }

  /// The probes whose control is bad.
  public List<Probe> missed() {
    return controls.entrySet().stream()
        .filter(entry -> entry.getValue().result() == Control.Result.MISSED)
        .map(Map.Entry::getKey)
        .toList();
  }

  /// An empty matrix with the same controls.
  public Matrix withControls() {
    var other = new Matrix();
    other.controls.putAll(controls);
    return other;
  }

  /// The states that were tested.
  public List<Phase> phases() {
    return cells.values().stream()
        .flatMap(row -> row.keySet().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /// One cell, if it was tried.
  Optional<Cell> cell(Probe probe, Phase phase) {
    return Optional.ofNullable(cells.getOrDefault(probe, Map.of()).get(phase));
  }

  /// All cells, by probe, then by state.
  public List<Entry> entries() {
    var all = new ArrayList<Entry>();
    cells.forEach(
        (probe, row) -> row.forEach((phase, cell) -> all.add(new Entry(probe, phase, cell))));
    return all;
  }

  /// The worst of a family in a state, if any of it was tried.
  public Optional<Verdict> worst(Family family, Phase phase) {
    return entries().stream()
        .filter(entry -> entry.probe().family() == family && entry.phase() == phase)
        .map(entry -> entry.cell().verdict())
        .reduce(Verdict::worse);
  }

  /// How many cells have a verdict.
  public long count(Verdict verdict) {
    return entries().stream().filter(entry -> entry.cell().verdict() == verdict).count();
  }

  /// How many probes were tried.
  public int probes() {
    return cells.size();
  }

  /// Packets that came out beside Tor.
  public long leakedPackets() {
    return entries().stream().mapToLong(entry -> entry.cell().leakedPackets()).sum();
  }

  /// Whether every probe was tested and none leaked.
  public boolean holds() {
    return !cells.isEmpty() && entries().stream().noneMatch(e -> e.cell().verdict().fails());
  }
}
