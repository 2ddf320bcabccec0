package org.sallyport.cli.command;

import java.util.List;
import java.util.function.BiFunction;
import org.sallyport.api.wire.AdminCodec;
import org.sallyport.api.wrap.WrapReport;
import org.sallyport.api.wrap.WrappedCommand;
import org.sallyport.api.wrap.WrappedCommand.Switch;
import org.sallyport.cli.screen.Table;
import org.sallyport.cli.screen.Table.Column;
import org.sallyport.cli.wrap.WrapTable;
import org.sallyport.cli.wrap.Wraps;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.workstation.ApplicationName;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// The commands below `wrap`: each changes or shows the shims.
///
/// @param bench what it works with
/// @param spec its options and help
/// @param action does it, and returns the exit status
record WrapCommand(
    Workbench bench, CommandSpec spec, BiFunction<Workbench, ParseResult, Integer> action)
    implements Command {
  @Override
  public int run(ParseResult line) {
    return action.apply(bench, line);
  }

  /// `wrap` itself.
  static CommandSpec group() {
    var spec =
        Options.withHelp(
            Options.command(
                "wrap",
                "Make commands applications of their own wherever they are called.",
                "A shim before a command asks the gateway for a network of the command's own and "
                    + "becomes the command in it, with the caller's files. Without a gateway it "
                    + "runs nothing (status 125). The packaged program is never touched.%n",
                "Around a shim: NAME"
                    + Wraps.ORIGINAL
                    + " beside it, or UWT_DEV_PASSTHROUGH=1. "
                    + "Both use the clear network."));
    spec.usageMessage()
        .customSynopsis("sallyport wrap COMMAND [OPTIONS]")
        .footer(
            "  sallyport wrap add curl git ssh        these, from now on",
            "  sallyport wrap list                    what is, and what could be",
            "  sallyport wrap off curl                curl without Tor until: wrap on curl");
    return spec;
  }

  static List<Command> all(Workbench bench) {
    return List.of(add(bench), remove(bench), list(bench), status(bench), on(bench), off(bench));
  }

  private static Command add(Workbench bench) {
    var spec =
        withCommands(
                "add",
                "Wrap commands.",
                Names.SOME,
                "Each is a name or the absolute path of a program. Puts a shim for each "
                    + "into ~/.local/share/sallyport/bin, or /usr/local/bin as "
                    + "root. A file there that is not ours stays.")
            .addOption(Options.workstation("The identity that they belong to; `default`."));
    spec.usageMessage()
        .footer("  sallyport wrap add curl git", "  sallyport wrap add -w research /usr/bin/wget");
    return new WrapCommand(bench, spec, WrapCommand::add);
  }

  private static int add(Workbench bench, ParseResult line) {
    var workstation = Options.workstationOrDefault(line);
    var wraps = of(bench, line);
    for (String command : commands(line)) {
      WrappedCommand _ = wraps.add(command, workstation);
    }
    return show(bench, line, wraps);
  }

  /// The user's wraps, which ask another network's gateway from now on if the line says so.
  private static Wraps of(Workbench bench, ParseResult line) {
    var wraps = new Wraps(bench.surroundings());
    if (line.hasMatchedOption("--network")) {
      wraps.use(Options.network(line));
    }
    return wraps;
  }

  private static Command remove(Workbench bench) {
    var spec = withCommands("remove", "Unwrap commands.", Names.SOME, "Takes the shims away.");
    spec.usageMessage().footer("  sallyport wrap remove curl");
    return new WrapCommand(bench, spec, WrapCommand::remove);
  }

  private static int remove(Workbench bench, ParseResult line) {
    var wraps = new Wraps(bench.surroundings());
    for (String command : commands(line)) {
      if (!wraps.remove(name(command))) {
        throw notWrapped(command);
      }
    }
    return show(bench, line, wraps);
  }

  private static Command list(Workbench bench) {
    var spec =
        Options.withCommon(
            Options.command(
                "list",
                "List the commands that are wrapped, and those that could be.",
                "The table of Whonix (its uwt and its port table) with this machine's programs, "
                    + "and your own commands. PORT is what that table keeps for the command; a "
                    + "wrapped command needs none."));
    spec.usageMessage().footer("  sallyport wrap list", "  sallyport wrap list --json");
    return new WrapCommand(bench, spec, (b, line) -> show(b, line, new Wraps(b.surroundings())));
  }

  private static Command status(Workbench bench) {
    var spec =
        Options.withCommon(
            Options.command(
                "status",
                "Show the switch over all wrapped commands.",
                "And those that are wrapped. Says which are not met, because the search path has "
                    + "another directory first."));
    spec.usageMessage().footer("  sallyport wrap status");
    return new WrapCommand(bench, spec, WrapCommand::status);
  }

  private static int status(Workbench bench, ParseResult line) {
    var report = WrapTable.of(new Wraps(bench.surroundings()));
    var wrapped =
        report.commands().stream().filter(row -> row.state() != WrapReport.State.NO).toList();
    return show(
        bench, line, new WrapReport(report.on(), report.network(), report.directory(), wrapped));
  }

  private static Command on(Workbench bench) {
    var spec = withCommands("on", "Switch shims on.", Names.SOME_OR_ALL, "Through Tor again.");
    spec.usageMessage().footer("  sallyport wrap on", "  sallyport wrap on curl");
    return new WrapCommand(bench, spec, (b, line) -> switched(b, line, Switch.ON));
  }

  private static Command off(Workbench bench) {
    var spec =
        withCommands(
            "off",
            "Switch shims off.",
            Names.SOME_OR_ALL,
            "The commands then run as if they were not wrapped: on the clear network when they "
                + "are called outside of a workstation.");
    spec.usageMessage().footer("  sallyport wrap off", "  sallyport wrap off curl");
    return new WrapCommand(bench, spec, (b, line) -> switched(b, line, Switch.OFF));
  }

  private static int switched(Workbench bench, ParseResult line, Switch state) {
    var wraps = of(bench, line);
    var list = wraps.list();
    if (commands(line).isEmpty()) {
      list = list.with(state);
    }
    for (String command : commands(line)) {
      var wrapped = list.command(name(command)).orElseThrow(() -> notWrapped(command));
      list = list.with(wrapped.with(state));
    }
    wraps.keep(list);
    return show(bench, line, wraps);
  }

  private static int show(Workbench bench, ParseResult line, Wraps wraps) {
    return show(bench, line, WrapTable.of(wraps));
  }

  private static int show(Workbench bench, ParseResult line, WrapReport report) {
    bench
        .screen()
        .print(Options.wantsJson(line) ? new AdminCodec().pretty(report) : text(bench, report));
    return ExitStatus.OK;
  }

  private static String text(Workbench bench, WrapReport report) {
    var table =
        new Table(
            Column.words("COMMAND"),
            Column.words("WRAPPED"),
            Column.numbers("PORT"),
            Column.words("APPLICATION"),
            Column.words("PROGRAM"));
    for (var row : report.commands()) {
      table.row(
          row.command(),
          words(row.state()),
          row.port() == null ? "-" : row.port().toString(),
          row.workstation() == null ? "-" : row.workstation() + "/" + row.command(),
          row.program() == null ? "not installed" : row.program());
    }
    return table.text(bench.screen().style()) + remark(report);
  }

  private static String words(WrapReport.State state) {
    return switch (state) {
      case ON -> "yes";
      case OFF -> "off";
      case NOT_MET -> "not met";
      case NO -> "no";
    };
  }

  private static String remark(WrapReport report) {
    var text = new StringBuilder();
    if (!report.on()) {
      text.append(
          "\nAll shims are off: the commands run without Tor. Switch on: sallyport wrap on\n");
    }
    if (report.commands().stream().anyMatch(row -> row.state() == WrapReport.State.NOT_MET)) {
      text.append(
              "\nNot met: the search path has another program first. Put the shims before it:\n")
          .append("  export PATH=")
          .append(report.directory())
          .append(":$PATH\n");
    }
    return text.toString();
  }

  private static List<String> commands(ParseResult line) {
    return line.matchedPositionalValue(0, List.of());
  }

  private static ApplicationName name(String text) {
    if (!ApplicationName.isValid(text)) {
      throw notWrapped(text);
    }
    return new ApplicationName(text);
  }

  private static GatewayException notWrapped(String command) {
    return new GatewayException(
        ErrorKind.CONFIGURATION,
        "The command " + command + " is not wrapped. See: sallyport wrap list");
  }

  /// How many commands a line names.
  private enum Names {
    SOME,
    SOME_OR_ALL
  }

  private static CommandSpec withCommands(
      String name, String summary, Names names, String description) {
    String arity = names == Names.SOME ? "1..*" : "0..*";
    String words = names == Names.SOME ? "Names of commands." : "Names; all, if left out.";
    return Options.withCommon(
        Options.command(name, summary, description)
            .addPositional(
                PositionalParamSpec.builder()
                    .index("0..*")
                    .arity(arity)
                    .required(names == Names.SOME)
                    .paramLabel("COMMAND")
                    .type(List.class)
                    .auxiliaryTypes(String.class)
                    .description(words)
                    .build()));
  }
}
