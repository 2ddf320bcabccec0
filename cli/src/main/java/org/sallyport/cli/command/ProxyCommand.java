package org.sallyport.cli.command;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.sallyport.api.location.OwnDirectory;
import org.sallyport.api.proxy.ProxyReport;
import org.sallyport.api.wire.AdminCodec;
import org.sallyport.cli.proxy.Desktop;
import org.sallyport.cli.proxy.DesktopProxy;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// `proxy`: switches the proxy setting of a desktop in a workstation's home. Needs no gateway.
///
/// @param bench what it works with
/// @param spec its options and help
record ProxyCommand(Workbench bench, CommandSpec spec) implements Command {
  ProxyCommand(Workbench bench) {
    this(bench, describe());
  }

  /// What is to be done.
  private enum Action {
    ON,
    OFF,
    STATUS;

    static Optional<Action> of(String word) {
      return Stream.of(values()).filter(action -> action.word().equals(word)).findFirst();
    }

    private String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static CommandSpec describe() {
    var spec =
        Options.withCommon(
            Options.command(
                    "proxy",
                    "Switch a desktop's proxy setting in a workstation.",
                    "KDE's programs then use SocksPort 9122, GNOME's 9123, as on Whonix, instead "
                        + "of being caught by the TransPort. The setting is made in the "
                        + "workstation's home, for programs started from now on, and `off` brings "
                        + "back what was there before. Needs no gateway.")
                .addPositional(word("0", "DESKTOP", "kde or gnome."))
                .addPositional(word("1", "ACTION", "on, off or status."))
                .addOption(Options.workstation("The workstation; `default`.")));
    spec.usageMessage()
        .footer(
            "  sallyport proxy kde on                 in workstation `default`",
            "  sallyport proxy gnome off -w research",
            "  sallyport proxy kde status --json | jq -r .state");
    return spec;
  }

  private static PositionalParamSpec word(String index, String label, String description) {
    return PositionalParamSpec.builder()
        .index(index)
        .arity("1")
        .required(true)
        .paramLabel(label)
        .type(String.class)
        .description(description)
        .build();
  }

  @Override
  public int run(ParseResult line) {
    String desktop = line.matchedPositionalValue(0, "");
    var proxy =
        new DesktopProxy(
            Desktop.of(desktop).orElseThrow(() -> wrong(line, desktop, "kde or gnome")),
            Options.workstationOrDefault(line),
            bench.location(Options.network(line)));
    String word = line.matchedPositionalValue(1, "");
    switch (Action.of(word).orElseThrow(() -> wrong(line, word, "on, off or status"))) {
      case ON -> proxy.on(new OwnDirectory(bench.surroundings().uid()));
      case OFF -> proxy.off();
      case STATUS -> {}
    }
    ProxyReport report = proxy.report();
    bench.screen().print(Options.wantsJson(line) ? new AdminCodec().pretty(report) : text(report));
    return ExitStatus.OK;
  }

  private static String text(ProxyReport report) {
    String subject =
        "%s's proxy setting in workstation %s"
            .formatted(report.desktop().toUpperCase(Locale.ROOT), report.workstation());
    String state =
        switch (report.state()) {
          case ON -> "is on: SocksPort " + report.port();
          case OFF -> "is off";
          case CHANGED -> "was switched on and has been changed since";
        };
    return String.join("\n", List.of(subject + " " + state, "  " + report.file(), ""));
  }

  private static ParameterException wrong(ParseResult line, String word, String expected) {
    return new ParameterException(
        line.commandSpec().commandLine(), word + " (expected: " + expected + ")");
  }
}
