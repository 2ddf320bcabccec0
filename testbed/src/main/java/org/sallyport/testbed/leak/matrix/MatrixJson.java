package org.sallyport.testbed.leak.matrix;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.sallyport.testbed.leak.probe.Probe;
import org.sallyport.testbed.world.JsonText;

/// The matrix for programs: every probe in every state.
public final class MatrixJson {
  private MatrixJson() {}

  /// One line of JSON.
  public static String of(Matrix matrix) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("holds", matrix.holds());
    all.put("probes", matrix.probes());
    all.put("states", matrix.phases().stream().map(Phase::title).toList());
    all.put("leakedPackets", matrix.leakedPackets());
    for (Verdict verdict : Verdict.values()) {
      all.put(verdict.name().toLowerCase(Locale.ROOT), matrix.count(verdict));
    }
    all.put("left_out", matrix.leftOut().stream().map(Probe::name).toList());
    all.put("cells", matrix.entries().stream().map(MatrixJson::cell).toList());
    return JsonText.of(all);
  }

  private static Map<String, Object> cell(Matrix.Entry entry) {
    Map<String, Object> cell = new LinkedHashMap<>();
    cell.put("probe", entry.probe().name());
    cell.put("family", entry.probe().family().title());
    cell.put("state", entry.phase().title());
    cell.put("verdict", entry.cell().verdict().name().toLowerCase(Locale.ROOT));
    cell.put("answer", entry.cell().answer().outcome().name().toLowerCase(Locale.ROOT));
    cell.put("words", entry.cell().answer().words());
    cell.put("evidence", entry.cell().words());
    return cell;
  }
}
