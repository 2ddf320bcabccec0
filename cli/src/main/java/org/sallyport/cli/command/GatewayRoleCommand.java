package org.sallyport.cli.command;

import java.util.List;
import java.util.Map;
import org.sallyport.cli.start.GatewayCommand;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `gateway`: the same daemon as of `up`, as the gateway of other machines.
final class GatewayRoleCommand implements Command {
  private static final String DETACH = "--detach";
  private static final String DRY_RUN = "--dry-run";
  private static final String INFO = "--info";

  private final Workbench bench;
  private final CommandSpec spec;

  GatewayRoleCommand(Workbench bench) {
    this.bench = bench;
    this.spec =
        Options.withCommon(
            Options.command(
                    "gateway",
                    "Be the gateway of other machines.",
                    "The same as `up`, but the configuration must name an internal interface "
                        + "(`[[lan]]`) and the machines there, and it must be root who starts it. "
                        + "From then on nothing leaves this machine but tor's connections, and "
                        + "the packet rules stay when the gateway ends.%n",
                    "Without --detach it stays in the foreground until Ctrl-C.")
                .addOption(
                    Options.flag("Run in the background; return when it is open.", "-d", DETACH))
                .addOption(
                    Options.flag(
                        "Start nothing: have the kernel check the packet rules, and print them.",
                        DRY_RUN))
                .addOption(
                    Options.flag(
                        "Start nothing: print the interfaces, the machines and what applies.",
                        INFO))
                .addOption(Options.configuration()));
    spec.usageMessage()
        .footer(
            "  sudo sallyport gateway --info      what it would do",
            "  sudo sallyport gateway --dry-run   the packet rules, checked by the kernel",
            "  sudo sallyport gateway --detach    in the background");
  }

  @Override
  public CommandSpec spec() {
    return spec;
  }

  @Override
  public int run(ParseResult line) {
    var network = Options.network(line);
    GatewayCommand command = bench.gatewayCommand(network, Options.configuration(line));
    if (line.hasMatchedOption(INFO)) {
      throw becoming(command.plan("info"));
    }
    if (line.hasMatchedOption(DRY_RUN)) {
      throw becoming(command.plan("dry-run"));
    }
    var opening = bench.opening(network);
    var running = opening.start().running();
    if (running.isPresent()) {
      running.get().close();
      throw new GatewayException(
          ErrorKind.ALREADY_RUNNING,
          "A gateway already runs for the network %s, perhaps not for other machines."
                  .formatted(network)
              + " Stop it first: sallyport down --network "
              + network);
    }
    if (!line.hasMatchedOption(DETACH)) {
      throw becoming(command.forMachines());
    }
    var opened = opening.open(command.forMachines(), bench.screen()::progress);
    try (var _ = opened.client()) {
      return bench.show(opened.status(), line);
    }
  }

  private GatewayException becoming(List<String> commandLine) {
    return bench.replacement().replace(commandLine, bench.surroundings().variables(), Map.of());
  }
}
