package org.sallyport.cli.command;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sallyport.api.location.Network;
import org.sallyport.core.workstation.ApplicationName;
import org.sallyport.core.workstation.WorkstationName;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// The options that several commands share: how they are declared, and how they are read.
public final class Options {
  /// Machine-readable output.
  static final OptionSpec JSON = flag("Print JSON instead of text.", "--json");

  private static final String NETWORK = "--network";
  private static final String CONFIGURATION = "--config";
  private static final String WORKSTATION = "--workstation";
  private static final String APPLICATION = "--app";

  private Options() {}

  /// A command: a summary of one line, then paragraphs.
  static CommandSpec command(String name, String summary, String... description) {
    var spec = CommandSpec.create().name(name);
    spec.usageMessage()
        .header(summary)
        .description(description)
        .synopsisHeading("%nUsage: ")
        .descriptionHeading("%n")
        .parameterListHeading("%nArguments:%n")
        .optionListHeading("%nOptions:%n")
        .commandListHeading("%nCommands:%n")
        .footerHeading("%nExamples:%n")
        .sortOptions(false)
        .width(80);
    return spec;
  }

  /// Adds `--json`, `--network` and `--help`.
  static CommandSpec withCommon(CommandSpec spec) {
    return withHelp(spec.addOption(network()).addOption(JSON.toBuilder().build()));
  }

  /// Adds `--help`.
  public static CommandSpec withHelp(CommandSpec spec) {
    return spec.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .type(boolean.class)
            .arity("0")
            .description("Show this help.")
            .build());
  }

  private static OptionSpec network() {
    return OptionSpec.builder(NETWORK)
        .paramLabel("NETWORK")
        .type(String.class)
        .description(
            "tor: the public Tor network (the default);", "testnet: a private one on this machine.")
        .build();
  }

  static OptionSpec configuration() {
    return OptionSpec.builder(CONFIGURATION)
        .paramLabel("FILE")
        .type(String.class)
        .description("The configuration file; ~/.config/sallyport/sallyport.toml if left out.")
        .build();
  }

  static OptionSpec workstation(String... description) {
    return OptionSpec.builder("-w", WORKSTATION)
        .paramLabel("NAME")
        .type(String.class)
        .description(description)
        .build();
  }

  static OptionSpec application(String... description) {
    return OptionSpec.builder("-a", APPLICATION)
        .paramLabel("NAME")
        .type(String.class)
        .description(description)
        .build();
  }

  /// Whether `--json` was given; for a line that could not be parsed to its end, too.
  public static boolean wantsJson(ParseResult line) {
    return line.hasMatchedOption("--json");
  }

  static Network network(ParseResult line) {
    String text = line.matchedOptionValue(NETWORK, Network.TOR.text());
    return Network.of(text)
        .orElseThrow(() ->
            wrong(
                line,
                NETWORK,
                text,
                Arrays.stream(Network.values())
                    .map(Network::text)
                    .collect(Collectors.joining(" or "))));
  }

  /// An option without a value.
  static OptionSpec flag(String description, String first, String... otherNames) {
    return OptionSpec.builder(first, otherNames)
        .arity("0")
        .type(boolean.class)
        .description(description)
        .build();
  }

  /// The workstation that was named, else the one of whoever names none.
  static WorkstationName workstationOrDefault(ParseResult line) {
    String named = workstation(line);
    return named == null ? WorkstationName.DEFAULT : new WorkstationName(named);
  }

  static @Nullable Path configuration(ParseResult line) {
    String text = line.matchedOptionValue(CONFIGURATION, null);
    return text == null ? null : Path.of(text);
  }

  static @Nullable String workstation(ParseResult line) {
    String text = line.matchedOptionValue(WORKSTATION, null);
    if (text != null && !WorkstationName.isValid(text)) {
      throw wrong(line, WORKSTATION, text, "1 to 32 of a-z, 0-9 and -, a letter first");
    }
    return text;
  }

  static @Nullable String application(ParseResult line) {
    String text = line.matchedOptionValue(APPLICATION, null);
    if (text != null && !ApplicationName.isValid(text)) {
      throw wrong(line, APPLICATION, text, "1 to 64 letters, digits or . _ + -");
    }
    return text;
  }

  private static ParameterException wrong(
      ParseResult line, String option, String value, String expected) {
    return new ParameterException(
        line.commandSpec().commandLine(), option + ": " + value + " (expected: " + expected + ")");
  }
}
