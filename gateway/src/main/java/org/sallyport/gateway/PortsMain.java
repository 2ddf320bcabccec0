package org.sallyport.gateway;

import java.util.List;
import org.sallyport.api.AdminReply;
import org.sallyport.api.location.Network;
import org.sallyport.api.wire.AdminCodec;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.gateway.operation.PortsReport;

/// Says which ports a gateway would open, as the configuration has them now. The launcher starts it
/// for `sallyport ports` where no gateway runs that could be asked; nothing is started.
public final class PortsMain {
  private PortsMain() {}

  /// Prints the reply to `ports` as a line of JSON, or why there is none.
  ///
  /// @param arguments the network and the workstation
  public static void main(String[] arguments) {
    try {
      System.out.writeBytes(new AdminCodec().encode(reply(List.of(arguments))));
    } catch (GatewayException e) {
      System.err.println("sallyport: " + e.getMessage());
      System.exit(e.kind().exitStatus());
    }
  }

  private static AdminReply reply(List<String> arguments) {
    if (arguments.size() != 2) {
      throw new GatewayException(
          ErrorKind.CONFIGURATION,
          "Cannot tell the ports: expected a network and a workstation. Use `sallyport ports`.");
    }
    Network network =
        Network.of(arguments.getFirst())
            .orElseThrow(() ->
                new GatewayException(
                    ErrorKind.CONFIGURATION,
                    "Cannot tell the ports of this network: expected tor or testnet."));
    return new PortsReport(Main.config(network)).reply(arguments.getLast());
  }
}
