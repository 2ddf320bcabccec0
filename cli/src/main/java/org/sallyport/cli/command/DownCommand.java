package org.sallyport.cli.command;

import org.sallyport.api.AdminReply.StopReply;
import org.sallyport.api.AdminRequest;
import org.sallyport.cli.start.GatewayEnd;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `down`: stops the gateway and waits until it is gone. That none runs is what was wanted.
final class DownCommand implements Command {
  private final Workbench bench;
  private final CommandSpec spec;

  DownCommand(Workbench bench) {
    this.bench = bench;
    this.spec =
        Options.withCommon(
            Options.command(
                "down",
                "Stop the gateway.",
                "And its tor; returns when both are gone. Applications that still run keep "
                    + "running, without a network."));
    spec.usageMessage().footer("  sallyport down", "  sallyport down --network testnet");
  }

  @Override
  public CommandSpec spec() {
    return spec;
  }

  @Override
  public int run(ParseResult line) {
    var network = Options.network(line);
    var running = bench.opening(network).start().running();
    if (running.isEmpty()) {
      if (Options.wantsJson(line)) {
        return bench.show(new StopReply(0), line);
      }
      bench.screen().print("No gateway runs for the network " + network + ".\n");
      return ExitStatus.OK;
    }
    StopReply reply;
    try (var client = running.get()) {
      reply = client.ask(new AdminRequest.Stop(), StopReply.class, bench.patience().reply());
    }
    new GatewayEnd(bench.patience().stop())
        .await(reply.pid(), bench.location(network).adminSocket());
    return bench.show(reply, line);
  }
}
