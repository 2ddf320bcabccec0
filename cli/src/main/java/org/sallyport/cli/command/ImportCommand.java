package org.sallyport.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sallyport.api.whonix.ImportReport;
import org.sallyport.api.wire.AdminCodec;
import org.sallyport.cli.whonix.ImportText;
import org.sallyport.cli.whonix.WhonixDirectory;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.whonix.Finding;
import org.sallyport.core.whonix.Imported;
import org.sallyport.core.whonix.WhonixImport;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// `import whonix`: makes a configuration of a Whonix machine's settings. Needs no gateway.
///
/// @param bench what it works with
/// @param spec its options and help
record ImportCommand(Workbench bench, CommandSpec spec) implements Command {
  private static final String ALLOW = "--allow";
  private static final String OUTPUT = "--output";
  private static final String DRY_RUN = "--dry-run";

  ImportCommand(Workbench bench) {
    this(bench, describe());
  }

  /// `import` itself.
  static CommandSpec group() {
    var spec =
        Options.withHelp(
            Options.command(
                "import",
                "Take over another gateway's settings.",
                "Reads them, never runs them, and prints a configuration with a report."));
    spec.usageMessage()
        .customSynopsis("sallyport import COMMAND [OPTIONS]")
        .footer("  sallyport import whonix /mnt/whonix-gateway");
    return spec;
  }

  private static CommandSpec describe() {
    var spec =
        Options.withHelp(
            Options.command(
                    "whonix",
                    "Make a configuration of Whonix's settings.",
                    "Reads etc/whonix_firewall.d, torrc.d, uwt.d, "
                        + "anon-ws-disable-stacked-tor.d and onion-grater-merger.d below DIR, and "
                        + "below DIR/usr/local; runs nothing of it. Prints a sallyport.toml whose "
                        + "comments say what was taken, what is so anyway, what is refused and "
                        + "why, what has no meaning here, and what was not understood.",
                    "%nExit status 1 if something was refused or not understood.")
                .addPositional(
                    PositionalParamSpec.builder()
                        .index("0")
                        .arity("1")
                        .required(true)
                        .paramLabel("DIR")
                        .type(String.class)
                        .description("The root of the machine's files, or of a copy.")
                        .build())
                .addOption(
                    OptionSpec.builder(ALLOW)
                        .paramLabel("SETTING")
                        .arity("1")
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .description("Take this setting although it opens something.")
                        .build())
                .addOption(
                    OptionSpec.builder(OUTPUT)
                        .paramLabel("FILE")
                        .type(String.class)
                        .description("Write the configuration there; it must not exist.")
                        .build())
                .addOption(Options.flag("Print only, whatever --output says.", DRY_RUN))
                .addOption(Options.JSON.toBuilder().build()));
    spec.usageMessage()
        .footer(
            "  sallyport import whonix /                      on the gateway itself",
            "  sallyport import whonix /mnt/gw --output sallyport.toml",
            "  sallyport import whonix /mnt/gw --allow GATEWAY_ALLOW_INCOMING_ICMP",
            "  sallyport import whonix /mnt/gw --json | jq -r '.findings[].remark'");
    return spec;
  }

  @Override
  public int run(ParseResult line) {
    Path from = Path.of(line.matchedPositionalValue(0, ""));
    Set<String> allowed = allowed(line);
    var directory = WhonixDirectory.read(from);
    Imported imported = WhonixImport.of(directory.machine(), directory.files(), allowed);
    String output =
        line.hasMatchedOption(DRY_RUN) ? null : line.matchedOptionValue(OUTPUT, (String) null);
    if (output != null) {
      write(Path.of(output), imported.toml());
    }
    ImportReport report = report(from, directory, imported, output);
    bench.screen().print(text(line, report));
    return report.complete() ? ExitStatus.OK : ExitStatus.INCOMPLETE;
  }

  private static Set<String> allowed(ParseResult line) {
    List<String> named = line.matchedOptionValue(ALLOW, List.of());
    Set<String> known = WhonixImport.confirmable();
    for (String name : named) {
      if (!known.contains(name)) {
        throw new ParameterException(
            line.commandSpec().commandLine(),
            ALLOW
                + ": "
                + name
                + " (expected: one of "
                + String.join(", ", new TreeSet<>(known))
                + ")");
      }
    }
    return Set.copyOf(named);
  }

  /// Only for its owner: there may be bridges in it.
  private static void write(Path file, String toml) {
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var channel = Files.newByteChannel(file, options, mode)) {
      var bytes = java.nio.ByteBuffer.wrap(toml.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        int _ = channel.write(bytes);
      }
    } catch (FileAlreadyExistsException e) {
      throw new GatewayException(
          ErrorKind.CONFIGURATION,
          "Cannot write the configuration to "
              + file
              + ": the file exists. Name another one, or move it away.",
          e);
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.STORAGE,
          "Cannot write the configuration to "
              + file
              + ": "
              + e.getMessage()
              + ". Name a file in a directory where this user may write.",
          e);
    }
  }

  private static ImportReport report(
      Path from, WhonixDirectory directory, Imported imported, @Nullable String output) {
    var findings =
        Stream.concat(directory.unread().stream(), imported.findings().stream()).toList();
    return new ImportReport(
        directory.machine().name().toLowerCase(Locale.ROOT),
        from.toString(),
        findings.stream().noneMatch(finding -> finding.outcome().needsAttention()),
        imported.toml(),
        findings.stream().map(ImportCommand::row).toList(),
        imported.commands(),
        output);
  }

  private static ImportReport.Row row(Finding finding) {
    return new ImportReport.Row(
        finding.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        finding.setting(),
        finding.value(),
        finding.place(),
        finding.remark());
  }

  private static String text(ParseResult line, ImportReport report) {
    if (Options.wantsJson(line)) {
      return new AdminCodec().pretty(report);
    }
    return report.written() == null
        ? ImportText.withConfiguration(report)
        : ImportText.report(report);
  }
}
