package org.sallyport.cli.command;

import java.util.List;
import org.sallyport.cli.launch.Launch;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// `shell`: starts the user's shell in a workstation and becomes it.
final class ShellCommand implements Command {
  private static final String FALLBACK = "/bin/sh";

  private final Workbench bench;
  private final CommandSpec spec;

  ShellCommand(Workbench bench) {
    this.bench = bench;
    this.spec =
        Options.withCommon(
            LaunchOptions.addTo(
                Options.command(
                    "shell",
                    "Open a shell in a workstation.",
                    "Every program that is started in it is an application with circuits of its "
                        + "own, known by its executable or script. With --app, all of it is one "
                        + "application of that name.%n",
                    "The shell is $SHELL. Ends with its status; 125 if sallyport itself fails.")));
    spec.usageMessage()
        .footer(
            "  sallyport shell",
            "  sallyport shell --workstation research",
            "  sallyport shell --ephemeral --network testnet");
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
    String shell = bench.surroundings().variables().getOrDefault("SHELL", FALLBACK);
    return LaunchOptions.start(bench, line, List.of(shell, "-i"), Launch.Kind.SHELL);
  }
}
