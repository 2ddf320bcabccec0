package org.sallyport.cli.command;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import org.sallyport.api.AdminReply.EvidenceReply;
import org.sallyport.api.AdminReply.IsolationReply;
import org.sallyport.api.AdminRequest;
import org.sallyport.api.client.AdminClient;
import org.sallyport.api.wire.AdminCodec;
import org.sallyport.cli.start.Pause;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import org.sallyport.core.stream.Destination;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// `isolation`: shows the verdict; once, again and again, with its evidence, or after traffic made
/// for it.
final class IsolationCommand implements Command {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
  private static final String WATCH = "--watch";
  private static final String EVIDENCE = "--evidence";
  private static final String TEST = "--test";
  private static final String DESTINATION = "--destination";
  private static final String STANDARD_OUTPUT = "-";

  private final Workbench bench;
  private final CommandSpec spec;

  IsolationCommand(Workbench bench) {
    this.bench = bench;
    this.spec =
        Options.withCommon(
            Options.command(
                    "isolation",
                    "Show the verdict on isolation.",
                    "Per application the circuits and exits that it used, which applications had "
                        + "circuits in common (none, ever), and every circuit that two isolation "
                        + "keys shared. The verdict is computed from tor's own events, not from "
                        + "what was configured.%n",
                    "Ends with 0 if it holds, 1 if it is violated or could not be tested.")
                .addOption(
                    Options.flag("Show it again whenever it changes, until it is violated.", WATCH))
                .addOption(
                    OptionSpec.builder(EVIDENCE)
                        .paramLabel("FILE")
                        .type(String.class)
                        .description(
                            "Write what it was judged from to FILE (- is the output), as JSON: "
                                + "tor's events, with names for keys and without destinations.")
                        .build())
                .addOption(
                    Options.flag(
                        "Make traffic from every configured application first. Starts a gateway "
                            + "if none runs; with --network testnet nothing leaves this machine.",
                        TEST))
                .addOption(
                    OptionSpec.builder(DESTINATION)
                        .paramLabel("HOST:PORT")
                        .type(String.class)
                        .description("Where --test connects to.")
                        .build()));
    spec.usageMessage()
        .footer(
            "  sallyport isolation                       who used which circuits",
            "  sallyport isolation --watch               and from now on",
            "  sallyport isolation --test --network testnet   try it, offline",
            "  sallyport isolation --evidence proof.json",
            "  sallyport isolation --json | jq .verdict.violations");
  }

  @Override
  public CommandSpec spec() {
    return spec;
  }

  @Override
  public int run(ParseResult line) {
    if (line.hasMatchedOption(TEST)) {
      return test(line);
    }
    try (var client = bench.connect(Options.network(line))) {
      if (line.hasMatchedOption(WATCH)) {
        return watch(client, line);
      }
      if (line.hasMatchedOption(EVIDENCE)) {
        return evidence(client, line);
      }
      return bench.show(ask(client), line);
    }
  }

  private IsolationReply ask(AdminClient client) {
    return client.ask(new AdminRequest.Isolation(), IsolationReply.class, bench.patience().reply());
  }

  /// Shows it whenever it changes, and ends when it is violated.
  private int watch(AdminClient client, ParseResult line) {
    IsolationReply shown = null;
    while (true) {
      var now = ask(client);
      if (!now.equals(shown)) {
        if (!Options.wantsJson(line)) {
          bench.screen().print(bench.screen().style().clearScreen());
        }
        int status = bench.show(now, line);
        if (status != ExitStatus.OK) {
          return status;
        }
        shown = now;
      }
      Pause.between(LOOK_AGAIN);
    }
  }

  private int evidence(AdminClient client, ParseResult line) {
    EvidenceReply evidence =
        client.ask(new AdminRequest.Evidence(), EvidenceReply.class, bench.patience().reply());
    String file = line.matchedOptionValue(EVIDENCE, STANDARD_OUTPUT);
    String json = new AdminCodec().pretty(evidence);
    if (file.equals(STANDARD_OUTPUT)) {
      bench.screen().print(json);
      return ExitStatus.of(evidence.isolation());
    }
    write(Path.of(file), json);
    return bench.show(evidence.isolation(), line);
  }

  /// The file is the user's alone: it tells which applications ran when.
  private static void write(Path file, String json) {
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try (var channel = Files.newByteChannel(file, options, mode)) {
      var bytes = ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        int _ = channel.write(bytes);
      }
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.STORAGE,
          "Cannot write the evidence to "
              + file
              + ": "
              + e
              + ". Choose a new file in a directory of yours.",
          e);
    }
  }

  /// Where the test connects to.
  private static Destination destination(ParseResult line) {
    String text = line.matchedOptionValue(DESTINATION, null);
    if (text == null) {
      return TestTraffic.usualDestination(Options.network(line));
    }
    return TestTraffic.destination(text)
        .orElseThrow(() ->
            new ParameterException(
                line.commandSpec().commandLine(),
                DESTINATION + ": " + text + " (expected: HOST:PORT, such as example.org:443)"));
  }

  private int test(ParseResult line) {
    var network = Options.network(line);
    var destination = destination(line);
    var launcher = bench.gatewayCommand(network, null).launcher();
    try (var client = bench.openLingering(network).client()) {
      var traffic = new TestTraffic(launcher, network, destination);
      var failures = traffic.make(client, bench.patience().reply(), bench.screen().progress());
      failures.forEach(bench.screen()::fail);
      int status = bench.show(ask(client), line);
      return failures.isEmpty() ? status : ExitStatus.NOT_ISOLATED;
    }
  }
}
