package org.sallyport.cli.view;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sallyport.api.AdminReply.StatusReply;
import org.sallyport.api.TorStatus;
import org.sallyport.api.TorWall;
import org.sallyport.api.VerdictSummary;
import org.sallyport.cli.screen.Style;
import org.sallyport.cli.screen.Text;

/// What a status looks like: a line for each thing, its label first.
///
/// @param style how it looks
record StatusView(Style style) {
  private static final int COMPLETE = 100;
  private static final int LABEL_WIDTH = 11;

  /// The reply as text.
  String of(StatusReply status) {
    var text = new StringBuilder();
    text.append(label("Gateway")).append(state(status)).append('\n');
    if (status.reason() != null) {
      text.append(label("")).append(style.caution(Text.safe(status.reason()))).append('\n');
    }
    text.append(label("tor")).append(tor(status.tor())).append('\n');
    if (status.tor().warning() != null) {
      text.append(label("")).append(style.caution(complaint(status.tor()))).append('\n');
    }
    if (status.tor().wall() != null) {
      text.append(label("Walls")).append(walls(status.tor().wall())).append('\n');
    }
    if (status.firewall() != null) {
      text.append(label("Firewall"))
          .append(new FirewallView(style).of(status.firewall(), "\n" + label("")))
          .append('\n');
    }
    text.append(label("Isolation")).append(of(status.verdict())).append('\n');
    text.append(label("Running"))
        .append(Text.count(status.applicationsRunning(), "application"))
        .append(", ")
        .append(Text.count(status.streamsOpen(), "stream"))
        .append('\n');
    if (!status.refused().isEmpty()) {
      text.append(label("Refused")).append(refused(status.refused())).append('\n');
    }
    if (status.openersUnknown() > 0) {
      text.append(label("Unknown"))
          .append(Text.count(status.openersUnknown(), "connection"))
          .append(" of no known program, each on circuits of its own\n");
    }
    return text.toString();
  }

  private static String label(String label) {
    return label + " ".repeat(LABEL_WIDTH - label.length());
  }

  private String state(StatusReply status) {
    String word =
        switch (status.state()) {
          case OPEN -> style.good("open");
          case STARTING -> style.caution("starting");
          case BLOCKED -> style.alarm("blocked");
          case STOPPING -> style.caution("stopping");
          case STOPPED -> style.caution("stopped");
        };
    return word
        + Text.safe(
            " (network "
                + status.network()
                + ", pid "
                + status.pid()
                + ", up "
                + Text.age(Duration.ofSeconds(status.uptimeSeconds()))
                + ", version "
                + status.version()
                + ")");
  }

  private static String tor(TorStatus tor) {
    String version = tor.version() == null ? "not running" : tor.version();
    String phase =
        tor.bootstrapPercent() == COMPLETE
            ? "bootstrapped"
            : tor.bootstrapPercent() + "% " + tor.summary();
    return Text.safe(version + ", " + phase);
  }

  /// What holds tor itself; a wall that is missing stands out.
  private String walls(TorWall wall) {
    return Text.safe("user " + wall.user())
        + (wall.privileged() ? style.caution(", PRIVILEGED") : ", no privileges")
        + (wall.systemCallFilter()
            ? ", system-call filter"
            : style.caution(", no system-call filter"))
        + (wall.landlock() > 0 ? ", Landlock" : style.caution(", no Landlock"));
  }

  private static String complaint(TorStatus tor) {
    String reason = tor.reason() == null ? "" : " (" + tor.reason() + ")";
    return Text.safe("tor says: " + tor.warning() + reason);
  }

  /// The verdict in one line.
  String of(VerdictSummary verdict) {
    String word = verdict.holds() ? style.good("holds") : style.alarm("VIOLATED");
    return word
        + ": "
        + Text.count(verdict.circuitsJudged(), "circuit")
        + ", "
        + Text.count(verdict.streamsJudged(), "stream")
        + " judged; "
        + Text.count(verdict.violations(), "violation")
        + ", "
        + verdict.foreign()
        + " foreign";
  }

  private static String refused(Map<String, Long> refused) {
    return new TreeMap<>(refused)
        .entrySet().stream()
            .map(entry -> Text.safe(entry.getKey()) + " " + entry.getValue())
            .collect(Collectors.joining(", "));
  }
}
