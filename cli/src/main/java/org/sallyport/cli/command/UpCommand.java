package org.sallyport.cli.command;

import java.util.Map;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `up`: starts the gateway, in the foreground or in the background.
final class UpCommand implements Command {
  private static final String DETACH = "--detach";

  private final Workbench bench;
  private final CommandSpec spec;

  UpCommand(Workbench bench) {
    this.bench = bench;
    this.spec =
        Options.withCommon(
            Options.command(
                    "up",
                    "Start the gateway.",
                    "That is tor, and everything that isolates applications. It stays in the "
                        + "foreground until Ctrl-C, or goes into the background with --detach, "
                        + "which returns when tor has bootstrapped.%n",
                    "Not needed before `run` and `shell`: they start a gateway by themselves, "
                        + "which ends when it has been unused for ten minutes.")
                .addOption(
                    Options.flag("Run in the background; return when it is open.", "-d", DETACH))
                .addOption(Options.configuration()));
    spec.usageMessage()
        .footer(
            "  sallyport up --detach              in the background",
            "  sallyport up                       in the foreground, as under a supervisor",
            "  sallyport up -d --network testnet  on a private Tor network, without internet",
            "  sallyport up --config ./my.toml    with another configuration");
  }

  @Override
  public CommandSpec spec() {
    return spec;
  }

  @Override
  public int run(ParseResult line) {
    return line.hasMatchedOption(DETACH) ? inBackground(line) : inForeground(line);
  }

  private int inBackground(ParseResult line) {
    var network = Options.network(line);
    var command = bench.gatewayCommand(network, Options.configuration(line));
    var opened = bench.opening(network).open(command.lasting(), bench.screen()::progress);
    try (var _ = opened.client()) {
      return bench.show(opened.status(), line);
    }
  }

  private int inForeground(ParseResult line) {
    var network = Options.network(line);
    var command = bench.gatewayCommand(network, Options.configuration(line));
    var running = bench.opening(network).start().running();
    if (running.isPresent()) {
      running.get().close();
      throw new GatewayException(
          ErrorKind.ALREADY_RUNNING,
          "A gateway already runs for the network "
              + network
              + ". Use it as it is (sallyport status), or stop it first: sallyport down --network "
              + network);
    }
    throw bench
        .replacement()
        .replace(command.lasting(), bench.surroundings().variables(), Map.of());
  }
}
