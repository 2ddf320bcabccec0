package org.sallyport.cli.command;

import java.util.List;
import java.util.Objects;
import org.sallyport.cli.launch.Launch;
import org.sallyport.core.workstation.WorkstationName;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// What `run` and `shell` have in common: their options, and the way from there to the application.
final class LaunchOptions {
  private static final String EPHEMERAL = "--ephemeral";
  private static final String NEW_IDENTITY = "--new-identity";

  private LaunchOptions() {}

  static CommandSpec addTo(CommandSpec spec) {
    return spec.addOption(
            Options.workstation("The workstation: one identity with a home of its own; `default`."))
        .addOption(
            Options.application(
                "The name that isolates the application; its program's name if left out.",
                "Two applications share no circuit unless they have the same name."))
        .addOption(
            OptionSpec.builder(EPHEMERAL)
                .arity("0")
                .type(boolean.class)
                .description("Use a home that is thrown away at the end.")
                .build())
        .addOption(
            OptionSpec.builder(NEW_IDENTITY)
                .arity("0")
                .type(boolean.class)
                .description(
                    "Give the application a new identity first; its other launches lose their "
                        + "circuits.")
                .build());
  }

  /// Opens a gateway, starts the application, and returns only by failing.
  static int start(Workbench bench, ParseResult line, List<String> argv, Launch.Kind kind) {
    var network = Options.network(line);
    var launch =
        new Launch(
            Objects.requireNonNullElse(Options.workstation(line), WorkstationName.DEFAULT.text()),
            Options.application(line),
            line.hasMatchedOption(EPHEMERAL) ? Launch.Home.EPHEMERAL : Launch.Home.KEPT,
            argv,
            kind,
            line.hasMatchedOption(NEW_IDENTITY) ? Launch.Identity.NEW : Launch.Identity.SAME);
    var command = bench.gatewayCommand(network, null);
    var opened =
        bench
            .opening(network)
            .open(command.lingering(bench.patience().linger()), bench.screen()::progress);
    try (var client = opened.client()) {
      throw launch.start(
          client, bench.surroundings().variables(), bench.replacement(), bench.patience().launch());
    }
  }
}
