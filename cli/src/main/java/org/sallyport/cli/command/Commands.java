package org.sallyport.cli.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// All commands, wired: the root and what is below it.
public final class Commands {
  private static final String PROGRAM = "sallyport";

  private final Map<CommandSpec, Command> bySpec = new LinkedHashMap<>();
  private final CommandLine root;

  /// The commands on that workbench.
  ///
  /// @param version what `--version` says
  public Commands(Workbench bench, String version) {
    var spec = rootSpec(version);
    add(spec, new Group(bench.screen(), spec));
    for (var command : topLevel(bench)) {
      attach(spec, command);
    }
    var workstation = new Group(bench.screen(), workstationSpec());
    attach(spec, workstation);
    attach(workstation.spec(), Query.workstationList(bench));
    attach(workstation.spec(), Query.workstationShow(bench));
    attach(workstation.spec(), WorkstationSetup.install(bench));
    attach(workstation.spec(), WorkstationSetup.uninstall(bench));
    var firewall = new Group(bench.screen(), FirewallCommands.group());
    attach(spec, firewall);
    attach(firewall.spec(), FirewallCommands.show(bench));
    attach(firewall.spec(), FirewallCommands.explain(bench));
    var wrap = new Group(bench.screen(), WrapCommand.group());
    attach(spec, wrap);
    WrapCommand.all(bench).forEach(command -> attach(wrap.spec(), command));
    attach(spec, new ProxyCommand(bench));
    var imports = new Group(bench.screen(), ImportCommand.group());
    attach(spec, imports);
    attach(imports.spec(), new ImportCommand(bench));
    attach(spec, new Simple(LeakTestSpec.spec(), _ -> launchers("leak test", "leaktest")));
    attach(spec, new Simple(demoSpec(), _ -> launchers("demonstration", "demo")));
    attach(spec, new Simple(completionSpec(), _ -> completion(bench)));
    root = new CommandLine(spec);
    root.setExpandAtFiles(false).setUsageHelpWidth(80).setUsageHelpAutoWidth(false);
  }

  private static List<Command> topLevel(Workbench bench) {
    return List.of(
        new RunCommand(bench),
        new ShellCommand(bench),
        new UpCommand(bench),
        new GatewayRoleCommand(bench),
        new DownCommand(bench),
        Query.status(bench),
        Query.streams(bench),
        Query.circuits(bench),
        new PortsCommand(bench),
        new IsolationCommand(bench),
        Query.newIdentity(bench),
        Query.reload(bench));
  }

  private void attach(CommandSpec parent, Command command) {
    parent.addSubcommand(command.spec().name(), command.spec());
    add(command.spec(), command);
  }

  private void add(CommandSpec spec, Command command) {
    bySpec.put(spec, command);
  }

  /// The parser.
  public CommandLine parser() {
    return root;
  }

  /// The command that a parsed line names.
  public Command of(ParseResult line) {
    var command = bySpec.get(line.commandSpec());
    if (command == null) {
      throw new IllegalArgumentException(
          "line: a command that is not ours (expected: one of ours)");
    }
    return command;
  }

  private static CommandSpec rootSpec(String version) {
    var spec =
        Options.withHelp(
            Options.command(
                PROGRAM,
                "Run any application through its own Tor circuits, with no other way out.",
                "Each application gets a network of its own that leads to the gateway and "
                    + "nowhere else, and circuits that it shares with nobody; the gateway proves "
                    + "it from tor's own events."));
    spec.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .arity("0")
            .type(boolean.class)
            .description("Show the version.")
            .build());
    spec.version("sallyport " + version);
    spec.usageMessage()
        .customSynopsis("sallyport COMMAND [OPTIONS]")
        .footer(
            "  sallyport demo                         see it all work, without internet",
            "  sallyport run -- curl https://check.torproject.org/api/ip",
            "  sallyport run -w research -- bash      in a workstation of its own",
            "  sallyport isolation                    who used which circuits",
            "",
            "Every command has --help with examples, and --json for programs.");
    return spec;
  }

  private static CommandSpec workstationSpec() {
    var spec =
        Options.withHelp(
            Options.command(
                "workstation",
                "Show workstations, and set up machines that are some.",
                "Compartments for one identity each, with a home, a policy and circuits that no "
                    + "other workstation ever uses. One may be another machine."));
    spec.usageMessage()
        .customSynopsis("sallyport workstation COMMAND [OPTIONS]")
        .footer(
            "  sallyport workstation list",
            "  sallyport workstation show research",
            "  sallyport workstation install --address 10.152.152.11");
    return spec;
  }

  private static CommandSpec demoSpec() {
    var spec =
        Options.withHelp(
            Options.command(
                    "demo",
                    "See it all work, without internet.",
                    "On a private Tor network on this machine: applications on circuits of their "
                        + "own, the verdict, a new identity, and connections that go nowhere. "
                        + "Takes about a minute and leaves nothing behind.%n",
                    "With --lan, a gateway for other machines instead: three workstations in "
                        + "network namespaces use curl, dig and ssh without any software of ours, "
                        + "and a fourth machine attacks. Needs root.",
                    "",
                    "Exit status 0: every promise held. 1: not so; it says which. 10: it needs "
                        + "root.")
                .addOption(Options.flag("A gateway for other machines.", "--lan"))
                .addOption(Options.JSON.toBuilder().build()));
    spec.usageMessage()
        .footer(
            "  sallyport demo",
            "  sudo sallyport demo --lan",
            "  sudo sallyport demo --lan --json | jq .holds");
    return spec;
  }

  /// The launcher starts another program for it; only its help is here.
  private static int launchers(String what, String command) {
    throw new GatewayException(
        ErrorKind.CONFIGURATION,
        "The " + what + " is started by the launcher: ./sallyport " + command);
  }

  private static CommandSpec completionSpec() {
    var spec =
        Options.withHelp(
            Options.command(
                "completion",
                "Print a completion script for bash.",
                "It completes commands and options."));
    spec.usageMessage()
        .footer(
            "  source <(sallyport completion)         in this shell",
            "  sallyport completion >~/.local/share/bash-completion/completions/sallyport");
    return spec;
  }

  private int completion(Workbench bench) {
    bench.screen().print(AutoComplete.bash(PROGRAM, root));
    return ExitStatus.OK;
  }

  /// A command that needs nothing but its options.
  private record Simple(CommandSpec spec, java.util.function.ToIntFunction<ParseResult> action)
      implements Command {
    @Override
    public int run(ParseResult line) {
      return action.applyAsInt(line);
    }
  }
}
