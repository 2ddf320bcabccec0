package org.sallyport.cli.command;

import org.sallyport.api.AdminReply;
import org.sallyport.api.AdminRequest;
import org.sallyport.api.location.Network;
import org.sallyport.cli.start.Aside;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.workstation.WorkstationName;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `ports`: asks the gateway that runs which ports it opens, or else the configuration.
final class PortsCommand implements Command {
  private final Workbench bench;
  private final CommandSpec spec;

  PortsCommand(Workbench bench) {
    this.bench = bench;
    this.spec =
        Options.withCommon(
            Options.command(
                    "ports",
                    "List the ports that applications find.",
                    "Kind, number, flags as torrc writes them, and what each is for. Neighbours "
                        + "that differ in nothing but their number share a line. Without a "
                        + "gateway, what the configuration says now.")
                .addOption(
                    Options.workstation("The workstation whose ports they are; `default`.")));
    spec.usageMessage()
        .footer(
            "  sallyport ports                       of workstation `default`",
            "  sallyport ports -w research --json | jq -r '.ports[].first'");
  }

  @Override
  public CommandSpec spec() {
    return spec;
  }

  @Override
  public int run(ParseResult line) {
    return bench.show(reply(Options.network(line), Options.workstationOrDefault(line)), line);
  }

  private AdminReply reply(Network network, WorkstationName workstation) {
    var request = new AdminRequest.Ports(workstation.text());
    try (var client = bench.connect(network)) {
      return client.ask(request, AdminReply.PortsReply.class, bench.patience().reply());
    } catch (GatewayException e) {
      if (e.kind() != ErrorKind.NOT_RUNNING) {
        throw e;
      }
      var command = bench.gatewayCommand(network, null).ports(workstation);
      return new Aside(command, bench.patience().start()).reply();
    }
  }
}
