package org.sallyport.cli.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.sallyport.api.machine.SetupReport;
import org.sallyport.api.wire.AdminCodec;
import org.sallyport.cli.machine.MachineNetwork;
import org.sallyport.cli.machine.MachineRoot;
import org.sallyport.cli.machine.MachineRoot.Foreign;
import org.sallyport.cli.machine.MachineSetup;
import org.sallyport.cli.machine.NetworkTool;
import org.sallyport.cli.machine.SetupFile;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// `workstation install` and `workstation uninstall`: the files of a machine behind a gateway. They
/// need no gateway.
///
/// @param bench what they work with
/// @param spec options and help
/// @param action does it, and returns the exit status
record WorkstationSetup(
    Workbench bench, CommandSpec spec, BiFunction<Workbench, ParseResult, SetupReport> action)
    implements Command {
  private static final String ROOT = "--root";
  private static final String FORCE = "--force";
  private static final String TOOL = "--for";
  private static final String ADDRESS = "--address";
  private static final String GATEWAY = "--gateway";
  private static final String INTERFACE = "--interface";

  @Override
  public int run(ParseResult line) {
    SetupReport report = action.apply(bench, line);
    bench.screen().print(Options.wantsJson(line) ? new AdminCodec().pretty(report) : text(report));
    return ExitStatus.OK;
  }

  static Command install(Workbench bench) {
    var spec =
        Options.command(
                "install",
                "Print or install what a machine behind the gateway needs.",
                "Addresses and route, resolver, loopback ports (9050, 9150, 9051, 9151, 9102 and "
                    + "the unix sockets of a Whonix-Workstation), wrappers for curl, git, ssh, "
                    + "wget and others, apt's proxy, packet rules that let nothing leave but to "
                    + "the gateway, and TOR_* variables. Printed, unless --root is given.%n",
                "A file that is not ours stays, and then nothing is installed; with --force it "
                    + "is replaced and kept for uninstall.")
            .addOption(
                words(
                        ADDRESS,
                        "The machine's addresses: IPv4, IPv6 or both;",
                        "with /BITS if not /18 and /96.")
                    .required(true)
                    .build())
            .addOption(
                words(GATEWAY, "The gateway's; 10.152.152.10 and fd19:c33d:88bc::10.").build())
            .addOption(word(INTERFACE, "NAME", "The machine's interface; eth0."))
            .addOption(
                word(TOOL, "TOOL", "debian (ifupdown, the default), networkmanager or networkd."))
            .addOption(Options.flag("Only print, as without --root.", "--print"))
            .addOption(
                word(ROOT, "DIR", "Install there: / is this machine, or a mounted file system."))
            .addOption(Options.flag("Replace files that are not ours.", FORCE));
    withRest(spec)
        .usageMessage()
        .footer(
            "  sallyport workstation install --address 10.152.152.11 | less",
            "  sallyport workstation install --address 10.152.152.11 fd19:c33d:88bc::11 \\",
            "    --for networkd --interface enp1s0 --root /",
            "  mkdir ws && sallyport workstation install --address 10.152.152.12 --root ws",
            "  tar -C ws --owner=0 --group=0 -c etc usr |",
            "    ssh root@machine tar -C / --no-overwrite-dir -x");
    return new WorkstationSetup(bench, spec, (_, line) -> install(line));
  }

  static Command uninstall(Workbench bench) {
    var spec =
        Options.command(
                "uninstall",
                "Remove what workstation install has installed.",
                "Every file that bears our mark goes, and what it had replaced comes back. "
                    + "Without --root only says which files of this machine that would be.")
            .addOption(word(ROOT, "DIR", "Remove them there: / is this machine."));
    withRest(spec)
        .usageMessage()
        .footer("  sallyport workstation uninstall", "  sallyport workstation uninstall --root /");
    return new WorkstationSetup(bench, spec, (_, line) -> uninstall(line));
  }

  private static CommandSpec withRest(CommandSpec spec) {
    return Options.withHelp(spec.addOption(Options.JSON.toBuilder().build()));
  }

  private static OptionSpec.Builder words(String name, String... description) {
    return OptionSpec.builder(name)
        .arity("1..2")
        .paramLabel("ADDRESS")
        .type(List.class)
        .auxiliaryTypes(String.class)
        .description(description);
  }

  private static OptionSpec word(String name, String label, String description) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .type(String.class)
        .description(description)
        .build();
  }

  private static SetupReport install(ParseResult line) {
    var setup = new MachineSetup(network(line), tool(line));
    if (!line.hasMatchedOption(ROOT) || line.hasMatchedOption("--print")) {
      return new SetupReport(
          null,
          setup.files(MachineSetup.commands()).stream().map(WorkstationSetup::entry).toList(),
          List.of());
    }
    MachineRoot root = root(line);
    List<SetupFile> files = setup.files(root.installed(MachineSetup.commands()));
    List<String> removed =
        root.install(files, line.hasMatchedOption(FORCE) ? Foreign.REPLACED : Foreign.STAYS);
    return new SetupReport(
        root.root().toString(),
        files.stream().map(WorkstationSetup::entry).toList(),
        absolute(removed));
  }

  private static SetupReport uninstall(ParseResult line) {
    if (!line.hasMatchedOption(ROOT)) {
      return new SetupReport(null, List.of(), absolute(new MachineRoot(Path.of("/")).ours()));
    }
    MachineRoot root = root(line);
    return new SetupReport(root.root().toString(), List.of(), absolute(root.uninstall()));
  }

  private static List<String> absolute(List<String> paths) {
    return paths.stream().map(path -> "/" + path).toList();
  }

  private static MachineRoot root(ParseResult line) {
    Path root = Path.of(line.<String>matchedOptionValue(ROOT, "/")).toAbsolutePath().normalize();
    if (!Files.isDirectory(root)) {
      throw new GatewayException(
          ErrorKind.CONFIGURATION,
          "Cannot install in " + root + ": there is no such directory. Make it, or mount it.");
    }
    return new MachineRoot(root);
  }

  private static MachineNetwork network(ParseResult line) {
    try {
      return MachineNetwork.of(
          line.matchedOptionValue(INTERFACE, "eth0"),
          line.matchedOptionValue(ADDRESS, List.of()),
          line.matchedOptionValue(GATEWAY, List.of()));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          line.commandSpec().commandLine(), String.valueOf(e.getMessage()));
    }
  }

  private static NetworkTool tool(ParseResult line) {
    String word = line.matchedOptionValue(TOOL, NetworkTool.DEBIAN.word());
    return NetworkTool.of(word)
        .orElseThrow(() ->
            new ParameterException(
                line.commandSpec().commandLine(),
                TOOL
                    + ": "
                    + word
                    + " (expected: "
                    + Arrays.stream(NetworkTool.values())
                        .map(NetworkTool::word)
                        .collect(Collectors.joining(" or "))
                    + ")"));
  }

  private static SetupReport.Entry entry(SetupFile file) {
    return switch (file) {
      case SetupFile.Text(var path, var text, var access) ->
          new SetupReport.Entry("/" + path, access.permissions(), text, null);
      case SetupFile.Link(var path, var target) ->
          new SetupReport.Entry("/" + path, null, null, target);
    };
  }

  private static String text(SetupReport report) {
    var text = new StringBuilder();
    for (SetupReport.Entry entry : report.files()) {
      text.append(report.root() == null ? printed(entry) : "installed " + entry.path() + "\n");
    }
    String removed = report.root() == null ? "would remove " : "removed ";
    report.removed().forEach(path -> text.append(removed).append(path).append('\n'));
    if (report.root() != null && !report.files().isEmpty()) {
      text.append("\nThe machine has all of it after its next start.\n");
    }
    return text.isEmpty() ? "nothing of ours is there\n" : text.toString();
  }

  private static String printed(SetupReport.Entry entry) {
    return entry.target() != null
        ? "==> %s -> %s\n\n".formatted(entry.path(), entry.target())
        : "==> %s (%s)\n%s\n".formatted(entry.path(), entry.permissions(), entry.text());
  }
}
