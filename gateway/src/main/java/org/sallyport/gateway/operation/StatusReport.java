package org.sallyport.gateway.operation;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sallyport.api.AdminReply;
import org.sallyport.api.TorStatus;
import org.sallyport.api.TorWall;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.state.GatewayState;
import org.sallyport.dataplane.counter.Counters.Count;
import org.sallyport.gateway.proof.ProofReport;
import org.sallyport.tor.upstream.UpstreamState;

/// How the gateway is, in words.
final class StatusReport {
  private static final int COMPLETE = 100;
  private static final String VERSION = "0.1.0";

  private final Operations.Parts parts;
  private final ProofReport report;

  StatusReport(Operations.Parts parts, ProofReport report) {
    this.parts = parts;
    this.report = report;
  }

  /// The reply to `status`.
  AdminReply.StatusReply reply(Duration uptime) {
    GatewayState state = parts.gate().state();
    return new AdminReply.StatusReply(
        state,
        state == GatewayState.OPEN ? null : reason(),
        parts.settings().location().network().text(),
        ProcessHandle.current().pid(),
        VERSION,
        uptime.toSeconds(),
        tor(),
        report.verdict(),
        parts.launches().running().size(),
        parts.dataPlane().openStreams(),
        refused(),
        parts.dataPlane().counters().count(Count.ORIGINS_UNKNOWN),
        parts.firewall() == null ? null : parts.firewall().status());
  }

  /// Why the gateway is not open.
  String reason() {
    return switch (parts.upstream().state()) {
      case UpstreamState.Ready() -> "it is stopping";
      case UpstreamState.Starting(int attempt) -> "tor is being started, attempt " + attempt;
      case UpstreamState.Bootstrapping(int progress, _, String summary, String warning) ->
          "tor bootstraps, " + progress + " %: " + (warning.isEmpty() ? summary : warning);
      case UpstreamState.Failed(String why, _, Duration retryIn) ->
          why + " Next try in " + retryIn.toSeconds() + " s.";
      case UpstreamState.Stopped() -> "tor does not run";
    };
  }

  private TorStatus tor() {
    return switch (parts.upstream().state()) {
      case UpstreamState.Ready() ->
          new TorStatus(version(), COMPLETE, "done", "Done", null, null, wall());
      case UpstreamState.Bootstrapping(int progress, String tag, String summary, String warning) ->
          new TorStatus(
              version(), progress, tag, summary, warning.isEmpty() ? null : warning, null, wall());
      case UpstreamState.Starting(_) -> new TorStatus(null, 0, "", "starting", null, null, null);
      case UpstreamState.Failed(String why, _, _) ->
          new TorStatus(null, 0, "", "lost", why, null, null);
      case UpstreamState.Stopped() -> new TorStatus(null, 0, "", "stopped", null, null, null);
    };
  }

  private @Nullable TorWall wall() {
    long pid = parts.upstream().pid();
    return pid == 0 ? null : parts.walls().of(pid);
  }

  private @Nullable String version() {
    try {
      return parts.upstream().getInfo("version");
    } catch (GatewayException e) {
      return null;
    }
  }

  private Map<String, Long> refused() {
    return parts.dataPlane().counters().refused().entrySet().stream()
        .filter(entry -> entry.getValue() > 0)
        .collect(
            Collectors.toMap(
                entry -> entry.getKey().name().toLowerCase(Locale.ROOT), Map.Entry::getValue));
  }
}
