package org.sallyport.testbed.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The result of a run of faults in words, as a page, and for programs. Pure.
public final class FaultText {
  private static final long MIB = 1_048_576;
  private static final String HEAD =
      """
      # Faults

      Written by `sallyport leaktest --faults --minutes 30 --markdown docs/reference/faults.md`. What happens and how to
      run it: [how to run the leak test](../how-to/run-the-leak-test.md#faults).

      """;

  private FaultText() {}

  /// For a terminal.
  public static List<String> lines(FaultResult result) {
    var lines = new ArrayList<String>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%-46s %5s %6s %7s %8s %5s %5s",
            "fault",
            "alone",
            "paired",
            "median",
            "longest",
            "late",
            "leaks"));
    result
        .tally()
        .rows()
        .forEach((fault, row) ->
            lines.add(
                String.format(Locale.ROOT, "%-46s %5d %6d %7s %8s %5d %5d", cells(fault, row))));
    lines.add("");
    lines.addAll(sums(result));
    return lines;
  }

  private static List<String> sums(FaultResult result) {
    var tally = result.tally();
    var lines = new ArrayList<String>();
    lines.add(
        "%d episodes, seed %d; %d probes and %d streams meanwhile; leaks: %d."
            .formatted(
                tally.entries().size(),
                result.seed(),
                result.probes(),
                result.streams(),
                tally.leaks()));
    lines.add(
        "The gateway's resident memory: %d MiB before, %d MiB after (%+d %%)."
            .formatted(
                result.memory().before() / MIB,
                result.memory().after() / MIB,
                result.memory().growthPercent()));
    tally
        .excused()
        .forEach(entry ->
            lines.add(
                "Later than %s, and `status` said why: %s: %s: %s"
                    .formatted(
                        Seconds.of(tally.within().toMillis()),
                        entry.episode().words(),
                        text(entry.recovery().reopened().map(Duration::toMillis)),
                        entry.recovery().reason().orElse(""))));
    tally
        .broken()
        .forEach(
            entry -> lines.add("BROKEN: " + entry.episode().words() + ": " + entry.recovery()));
    result.leftovers().forEach(what -> lines.add("LEFT BEHIND: " + what));
    return lines;
  }

  /// As a page.
  public static String page(FaultResult result) {
    var page = new StringBuilder(HEAD);
    sums(result).forEach(line -> page.append(line).append("\n\n"));
    page.append("| fault | alone | in pairs | open again: median | longest | later | leaks |\n");
    page.append("| --- | --- | --- | --- | --- | --- | --- |\n");
    result
        .tally()
        .rows()
        .forEach((fault, row) ->
            page.append("| %s | %d | %d | %s | %s | %d | %d |\n".formatted(cells(fault, row))));
    return page.toString();
  }

  /// For programs.
  public static Map<String, Object> json(FaultResult result) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("holds", result.holds());
    all.put("seed", result.seed());
    all.put("episodes", result.tally().entries().size());
    all.put("probes", result.probes());
    all.put("streams", result.streams());
    all.put("leaks", result.tally().leaks());
    all.put("memoryBefore", result.memory().before());
    all.put("memoryAfter", result.memory().after());
    all.put("leftovers", result.leftovers());
    all.put(
        "broken",
        result.tally().broken().stream()
            .map(entry -> entry.episode().words() + ": " + entry.recovery())
            .toList());
    Map<String, Object> faults = new LinkedHashMap<>();
    result.tally().rows().forEach((fault, row) -> faults.put(name(fault), json(row)));
    all.put("faults", faults);
    return all;
  }

  private static String name(Fault fault) {
    return fault.name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, Object> json(FaultTally.Row row) {
    return Map.of(
        "alone", row.alone(),
        "paired", row.paired(),
        "late", row.late(),
        "leaks", row.leaks(),
        "reopenedMillis", row.reopened());
  }

  private static String text(Optional<Long> millis) {
    return millis.map(Seconds::of).orElse("-");
  }

  private static Object[] cells(Fault fault, FaultTally.Row row) {
    return new Object[] {
      fault.words(),
      row.alone(),
      row.paired(),
      text(row.median()),
      text(row.longest()),
      row.late(),
      row.leaks()
    };
  }
}
