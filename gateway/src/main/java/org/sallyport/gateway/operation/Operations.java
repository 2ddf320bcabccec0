package org.sallyport.gateway.operation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sallyport.api.AdminReply;
import org.sallyport.api.AdminRequest;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.state.GatewayState;
import org.sallyport.dataplane.DataPlane;
import org.sallyport.gateway.admin.AdminService;
import org.sallyport.gateway.admission.Gate;
import org.sallyport.gateway.admission.RefusalLog;
import org.sallyport.gateway.config.GatewayConfig;
import org.sallyport.gateway.identity.Epochs;
import org.sallyport.gateway.identity.Renewal;
import org.sallyport.gateway.lan.FirewallReport;
import org.sallyport.gateway.launch.Homes;
import org.sallyport.gateway.launch.Launches;
import org.sallyport.gateway.proof.Proof;
import org.sallyport.gateway.proof.ProofReport;
import org.sallyport.gateway.settings.GatewaySettings;
import org.sallyport.gateway.upstream.TorWalls;
import org.sallyport.linux.exec.ExecPlan;
import org.sallyport.tor.upstream.Upstream;

/// Answers admin requests: one method, one case a request.
public final class Operations implements AdminService {
  private final Parts parts;
  private final Runnable stop;
  private final Instant startedAt;
  private final ProofReport report;
  private final StatusReport status;
  private final WorkstationReport workstations;
  private final NewIdentity newIdentity;
  private final Reload reload;

  /// What the operations work on.
  ///
  /// @param machines lets a configuration hold for the network of machines
  /// @param firewall the packet rules of a gateway for other machines, if it is one
  public record Parts(
      GatewaySettings settings,
      Gate gate,
      Epochs epochs,
      Renewal renewal,
      Upstream upstream,
      TorWalls walls,
      DataPlane dataPlane,
      Launches launches,
      Consumer<GatewayConfig> machines,
      Homes homes,
      Proof proof,
      RefusalLog refusals,
      InstantSource clock,
      @Nullable FirewallReport firewall) {}

  /// @param stop tells the gateway to end
  public Operations(Parts parts, Runnable stop) {
    this.parts = parts;
    this.stop = stop;
    this.startedAt = parts.clock().instant();
    this.report = new ProofReport(parts.proof(), parts.clock(), parts.dataPlane()::streams);
    this.status = new StatusReport(parts, report);
    this.workstations = new WorkstationReport(parts, report);
    this.newIdentity = new NewIdentity(parts, report);
    this.reload = new Reload(parts.settings().config(), parts.machines());
  }

  @Override
  public AdminReply answer(AdminRequest request) {
    return switch (request) {
      case AdminRequest.Status() ->
          status.reply(Duration.between(startedAt, parts.clock().instant()));
      case AdminRequest.Launch launch -> launch(launch);
      case AdminRequest.WrappedLaunch wrapped -> wrapped(wrapped);
      case AdminRequest.Streams() -> report.streams();
      case AdminRequest.Refusals() -> new RefusalsReport(parts.refusals(), parts.clock()).reply();
      case AdminRequest.Circuits() -> report.circuits();
      case AdminRequest.Isolation() -> report.isolation();
      case AdminRequest.Evidence() -> report.evidence();
      case AdminRequest.NewIdentity identity -> newIdentity.reply(identity);
      case AdminRequest.Workstations() -> workstations.list();
      case AdminRequest.WorkstationDetail(var name) -> workstations.show(name);
      case AdminRequest.Ports(var workstation) ->
          new PortsReport(parts.settings().config().now()).reply(workstation);
      case AdminRequest.Reload() -> reload.reply();
      case AdminRequest.Firewall() -> firewall().show();
      case AdminRequest.FirewallExplain(var packet) -> firewall().explain(packet);
      case AdminRequest.Stop() -> stop();
    };
  }

  private FirewallReport firewall() {
    FirewallReport firewall = parts.firewall();
    if (firewall == null) {
      throw new GatewayException(
          ErrorKind.CONFIGURATION,
          "There are no packet rules: this gateway is not one for other machines. See [[lan]] in"
              + " its configuration.");
    }
    return firewall;
  }

  private AdminReply wrapped(AdminRequest.WrappedLaunch request) {
    requireOpen();
    var prepared = parts.launches().wrapped(request);
    return new AdminReply.ShimReply(
        Shims.plan(prepared.plan(), prepared.launch().owner().workstation()).hexadecimal());
  }

  private void requireOpen() {
    if (parts.gate().state() != GatewayState.OPEN) {
      throw new GatewayException(
          ErrorKind.UPSTREAM,
          "Cannot launch: the gateway is not open ("
              + status.reason()
              + "). Wait until `sallyport status` says OPEN.");
    }
  }

  private AdminReply launch(AdminRequest.Launch request) {
    requireOpen();
    Launches.Prepared<ExecPlan> prepared = parts.launches().launch(request);
    ExecPlan plan = prepared.plan();
    Map<Integer, String> descriptors =
        plan.files().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, file -> file.getValue().toString()));
    return new AdminReply.LaunchReply(
        plan.arguments(), plan.environment(), descriptors, prepared.launch().id());
  }

  private AdminReply stop() {
    stop.run();
    return new AdminReply.StopReply(ProcessHandle.current().pid());
  }
}
