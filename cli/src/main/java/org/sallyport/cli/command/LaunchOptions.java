package org.sallyport.cli.command;

import java.util.List;
import org.sallyport.cli.launch.Launch;
import picocli.CommandLine.Model.CommandSpec;
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
        .addOption(Options.flag("Use a home that is thrown away at the end.", EPHEMERAL))
        .addOption(
            Options.flag(
                "Give the application a new identity first; its other launches lose their "
                    + "circuits.",
                NEW_IDENTITY));
  }

  /// Opens a gateway, starts the application, and returns only by failing.
  static int start(Workbench bench, ParseResult line, List<String> argv, Launch.Kind kind) {
    var network = Options.network(line);
    var launch =
        new Launch(
            Options.workstationOrDefault(line).text(),
            Options.application(line),
            line.hasMatchedOption(EPHEMERAL) ? Launch.Home.EPHEMERAL : Launch.Home.KEPT,
            argv,
            kind,
            line.hasMatchedOption(NEW_IDENTITY) ? Launch.Identity.NEW : Launch.Identity.SAME);
    try (var client = bench.openLingering(network).client()) {
      throw launch.start(
          client, bench.surroundings().variables(), bench.replacement(), bench.patience().launch());
    }
  }
}
