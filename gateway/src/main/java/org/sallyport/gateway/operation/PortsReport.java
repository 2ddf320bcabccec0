package org.sallyport.gateway.operation;

import java.util.List;
import org.sallyport.api.AdminReply;
import org.sallyport.api.PortsRow;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.policy.DnsMode;
import org.sallyport.core.policy.TransparentTcp;
import org.sallyport.core.policy.WorkstationPolicy;
import org.sallyport.core.port.PortKind;
import org.sallyport.core.port.PortRow;
import org.sallyport.core.workstation.WorkstationName;
import org.sallyport.gateway.config.GatewayConfig;

/// Answers which ports the applications of a workstation find. A transparent one is there if any
/// application can have it: what the workstation turns off, one of them may turn on.
///
/// @param config the policies
public record PortsReport(GatewayConfig config) {
  /// The reply to `ports`.
  ///
  /// @throws GatewayException `CONFIGURATION` when the text is no name
  public AdminReply.PortsReply reply(String workstation) {
    if (!WorkstationName.isValid(workstation)) {
      throw new GatewayException(
          ErrorKind.CONFIGURATION,
          "Cannot show the ports of workstation \""
              + workstation
              + "\": a name is 1 to 32 of a-z, 0-9 and -, a letter first.");
    }
    WorkstationPolicy policy = config.policy(new WorkstationName(workstation));
    List<PortsRow> rows =
        policy.ports().rows().stream()
            .filter(row -> isOpen(row.kind(), policy))
            .map(PortsReport::row)
            .toList();
    return new AdminReply.PortsReply(workstation, rows);
  }

  private static boolean isOpen(PortKind kind, WorkstationPolicy policy) {
    return switch (kind) {
      case TRANS ->
          policy.transparentTcp() == TransparentTcp.REDIRECTED
              || policy.applications().stream()
                  .map(policy::transparentTcpOf)
                  .anyMatch(TransparentTcp.REDIRECTED::equals);
      case DNS ->
          policy.dns() != DnsMode.OFF
              || policy.applications().stream()
                  .map(policy::dnsOf)
                  .anyMatch(mode -> mode != DnsMode.OFF);
      case SOCKS, HTTP_TUNNEL, CONTROL -> true;
    };
  }

  private static PortsRow row(PortRow row) {
    return new PortsRow(
        row.kind().torrcName(),
        row.numbers().first(),
        row.numbers().last(),
        row.flags(),
        row.purpose());
  }
}
