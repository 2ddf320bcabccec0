package org.sallyport.cli.command;

import java.util.List;
import org.sallyport.cli.launch.Launch;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// `run`: starts an application in a workstation and becomes it.
final class RunCommand implements Command {
  private final Workbench bench;
  private final CommandSpec spec;

  RunCommand(Workbench bench) {
    this.bench = bench;
    this.spec =
        Options.withCommon(
            LaunchOptions.addTo(
                    Options.command(
                        "run",
                        "Run an application through its own Tor circuits.",
                        "The application gets a network of its own that leads to the gateway and "
                            + "nowhere else; names, .onion addresses and Tor proxy settings just "
                            + "work. It keeps the terminal, pipes, signals and its exit status. A "
                            + "gateway is started if none runs.%n",
                        "Ends with the application's status; 125 if sallyport itself fails, 126 "
                            + "if the command cannot be executed, 127 if it is not found."))
                .addPositional(
                    PositionalParamSpec.builder()
                        .index("0..*")
                        .arity("1..*")
                        .required(true)
                        .paramLabel("COMMAND")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .description("The application and its arguments, best after --.")
                        .build()));
    spec.parser().stopAtPositional(true);
    spec.usageMessage()
        .customSynopsis("sallyport run [OPTIONS] [--] COMMAND [ARGUMENT]...")
        .footer(
            "  sallyport run -- curl https://check.torproject.org/api/ip",
            "  sallyport run -w research -- mutt          in the workstation `research`",
            "  sallyport run --ephemeral -- bash          with a home that is thrown away",
            "  sallyport run --network testnet -- curl http://web.test/   without internet");
  }

  @Override
  public CommandSpec spec() {
    return spec;
  }

  @Override
  public Failures failures() {
    return Failures.AROUND_APPLICATION;
  }

  @Override
  public int run(ParseResult line) {
    List<String> argv = line.matchedPositionalValue(0, List.of());
    return LaunchOptions.start(bench, line, argv, Launch.Kind.APPLICATION);
  }
}
