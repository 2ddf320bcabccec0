package org.sallyport.tor.upstream;

import org.sallyport.tor.control.ClientStatusEvent;
import org.sallyport.tor.control.ControlEvent;
import org.sallyport.tor.control.GeneralStatusEvent;

/// What tor has said about itself so far, and the state that follows from it.
///
/// Laws: ready needs bootstrap 100 % *and* an established circuit; progress never goes back; only
/// tor's own word (`CIRCUIT_NOT_ESTABLISHED`, `NOT_ENOUGH_DIR_INFO`) ends readiness, a lost network
/// that tor has not noticed does not. Source: control-spec, section 4.1.10.
record Readiness(
    int progress, String tag, String summary, String warning, boolean circuitEstablished) {
  private static final int COMPLETE = 100;

  /// Before tor has said anything.
  static final Readiness UNKNOWN = new Readiness(0, "starting", "Starting", "", false);

  UpstreamState state() {
    return progress == COMPLETE && circuitEstablished
        ? new UpstreamState.Ready()
        : new UpstreamState.Bootstrapping(progress, tag, summary, warning);
  }

  Readiness after(ControlEvent event) {
    return switch (event) {
      case ClientStatusEvent status -> afterStatus(status);
      case GeneralStatusEvent status when status.action().equals("CLOCK_SKEW") ->
          withWarning(
              "this machine's clock is wrong by %s seconds"
                  .formatted(status.arguments().getOrDefault("SKEW", "many")));
      default -> this;
    };
  }

  private Readiness afterStatus(ClientStatusEvent status) {
    return switch (status.action()) {
      case "BOOTSTRAP" -> afterBootstrap(status);
      case "CIRCUIT_ESTABLISHED" -> withCircuit(true, "");
      case "CIRCUIT_NOT_ESTABLISHED" ->
          withCircuit(false, "tor lost its circuits: " + status.argument("REASON"));
      case "NOT_ENOUGH_DIR_INFO" ->
          withCircuit(false, "tor knows too few relays to build circuits");
      default -> this;
    };
  }

  private Readiness afterBootstrap(ClientStatusEvent status) {
    if (status.progress() < progress) {
      return this;
    }
    boolean advanced = status.progress() > progress;
    String kept = advanced ? "" : warning;
    String reason = status.argument("WARNING");
    return new Readiness(
        status.progress(),
        status.argument("TAG"),
        status.argument("SUMMARY"),
        reason.isEmpty() ? kept : reason + " (" + status.argument("REASON") + ")",
        circuitEstablished);
  }

  Readiness withCircuit(boolean established, String why) {
    return new Readiness(progress, tag, summary, why, established);
  }

  private Readiness withWarning(String text) {
    return new Readiness(progress, tag, summary, text, circuitEstablished);
  }
}
