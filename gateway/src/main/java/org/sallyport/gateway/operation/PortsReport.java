package org.sallyport.gateway.operation;

import java.util.List;
import org.sallyport.api.AdminReply;
import org.sallyport.api.PortsRow;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.port.PortRow;
import org.sallyport.core.workstation.WorkstationName;
import org.sallyport.gateway.config.GatewayConfig;

/// Answers which ports the applications of a workstation find. The transparent ones are in the
/// table even where a switch turns them off: what is off for one application may be on for another.
///
/// @param config the policies
record PortsReport(GatewayConfig config) {
  /// The reply to `ports`.
  ///
  /// @throws GatewayException `CONFIGURATION` when the text is no name
  AdminReply.PortsReply reply(String workstation) {
    if (!WorkstationName.isValid(workstation)) {
      throw new GatewayException(
          ErrorKind.CONFIGURATION,
          "Cannot show the ports of workstation \""
              + workstation
              + "\": a name is 1 to 32 of a-z, 0-9 and -, a letter first.");
    }
    List<PortsRow> rows =
        config.policy(new WorkstationName(workstation)).ports().rows().stream()
            .map(PortsReport::row)
            .toList();
    return new AdminReply.PortsReply(workstation, rows);
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
