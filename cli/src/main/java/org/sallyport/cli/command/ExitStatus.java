package org.sallyport.cli.command;

import org.sallyport.api.AdminReply;
import org.sallyport.api.VerdictSummary;

/// Exit statuses that are not failures of the environment (those are
/// [org.sallyport.core.error.ErrorKind]'s). All of them stand in `docs/reference/exit-codes.md`.
public final class ExitStatus {
  /// All is well.
  public static final int OK = 0;

  /// `isolation`: it is violated, or could not be tested.
  public static final int NOT_ISOLATED = 1;

  /// `import`: something was refused or not understood.
  public static final int INCOMPLETE = 1;

  /// The command line is wrong.
  public static final int USAGE = 2;

  /// The gateway is starting or stopping.
  public static final int NOT_YET_OPEN = 20;

  /// The gateway is blocked.
  public static final int BLOCKED = 21;

  /// A circuit carried more than one isolation key.
  public static final int VIOLATION = 22;

  /// `run` and `shell` failed before the application began.
  public static final int AROUND_APPLICATION = 125;

  private ExitStatus() {}

  /// What a command that shows this reply ends with.
  static int of(AdminReply reply) {
    return switch (reply) {
      case AdminReply.StatusReply status -> of(status);
      case AdminReply.StreamsReply streams -> of(streams.verdict());
      case AdminReply.CircuitsReply circuits -> of(circuits.verdict());
      case AdminReply.IsolationReply isolation -> of(isolation);
      case AdminReply.EvidenceReply evidence -> of(evidence.isolation());
      case AdminReply.WorkstationsReply workstations -> of(workstations.verdict());
      case AdminReply.FirewallReply firewall -> firewall.state().inForce() ? OK : BLOCKED;
      case AdminReply.RefusalsReply _,
          AdminReply.NewIdentityReply _,
          AdminReply.WorkstationReply _,
          AdminReply.LaunchReply _,
          AdminReply.ShimReply _,
          AdminReply.PortsReply _,
          AdminReply.ReloadReply _,
          AdminReply.FirewallExplainReply _,
          AdminReply.StopReply _ ->
          OK;
      case AdminReply.Failure failure -> failure.kind().exitStatus();
    };
  }

  private static int of(AdminReply.StatusReply status) {
    if (!status.verdict().holds()) {
      return VIOLATION;
    }
    return switch (status.state()) {
      case OPEN -> OK;
      case STARTING, STOPPING, STOPPED -> NOT_YET_OPEN;
      case BLOCKED -> BLOCKED;
    };
  }

  private static int of(AdminReply.IsolationReply isolation) {
    return isolation.verdict().holds() && isolation.shared().isEmpty() ? OK : NOT_ISOLATED;
  }

  private static int of(VerdictSummary verdict) {
    return verdict.holds() ? OK : VIOLATION;
  }
}
