package org.sallyport.cli;

import org.sallyport.api.AdminReply;
import org.sallyport.api.wire.AdminCodec;
import org.sallyport.cli.command.Command;
import org.sallyport.cli.command.Commands;
import org.sallyport.cli.command.ExitStatus;
import org.sallyport.cli.command.Options;
import org.sallyport.cli.command.Workbench;
import org.sallyport.cli.screen.Screen;
import org.sallyport.core.error.ErrorKind;
import org.sallyport.core.error.GatewayException;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// The command line: parses, runs one command, and turns its failure into a message and an exit
/// status. Confined to the main thread.
final class Sallyport {
  static final String VERSION = "0.1.0";

  private final Screen screen;
  private final Commands commands;

  Sallyport(Workbench bench) {
    this.screen = bench.screen();
    this.commands = new Commands(bench, VERSION);
  }

  /// Does what the arguments say.
  ///
  /// @return the exit status
  int run(String... arguments) {
    try {
      return run(deepest(commands.parser().parseArgs(arguments)));
    } catch (ParameterException e) {
      return misused(e);
    }
  }

  private static ParseResult deepest(ParseResult line) {
    var deepest = line;
    while (deepest.hasSubcommand()) {
      deepest = deepest.subcommand();
    }
    return deepest;
  }

  private int run(ParseResult line) {
    if (line.isUsageHelpRequested()) {
      screen.print(line.commandSpec().commandLine().getUsageMessage(Ansi.OFF));
      return ExitStatus.OK;
    }
    if (line.isVersionHelpRequested()) {
      screen.print("sallyport " + VERSION + "\n");
      return ExitStatus.OK;
    }
    var command = commands.of(line);
    try {
      return command.run(line);
    } catch (GatewayException e) {
      return failed(command, line, e);
    } catch (ParameterException e) {
      throw e;
    } catch (RuntimeException e) {
      return broken(command, e);
    }
  }

  private int failed(Command command, ParseResult line, GatewayException e) {
    String message = String.valueOf(e.getMessage());
    if (Options.wantsJson(line)) {
      byte[] json = new AdminCodec().encode(new AdminReply.Failure(e.kind(), message));
      var stream =
          switch (command.failures()) {
            case OWN -> screen.out();
            case AROUND_APPLICATION -> screen.err();
          };
      stream.writeBytes(json);
      stream.flush();
    } else {
      screen.fail(message);
    }
    return command.failures().statusOf(e.kind());
  }

  private int misused(ParameterException e) {
    CommandLine where = e.getCommandLine();
    screen.fail(words(e));
    screen.err().println("See: " + where.getCommandSpec().qualifiedName() + " --help");
    return commandOf(where).failures().ofUsage();
  }

  private Command commandOf(CommandLine where) {
    return commands.of(where.getParseResult());
  }

  private static String words(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().getFirst();
      var suggestions = unmatched.getSuggestions();
      return "unknown "
          + (first.startsWith("-") ? "option: " : "command or argument: ")
          + first
          + (suggestions.isEmpty() ? "" : ". Did you mean " + suggestions.getFirst() + "?");
    }
    return String.valueOf(e.getMessage());
  }

  /// A bug of ours.
  private int broken(Command command, RuntimeException e) {
    screen.fail("This is a bug in sallyport. Report it with what follows.");
    e.printStackTrace(screen.err());
    return command.failures().statusOf(ErrorKind.INTERNAL);
  }
}
