package org.sallyport.cli.command;

import org.sallyport.cli.screen.Screen;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// A command that only has commands below it: alone it shows its help.
record Group(Screen screen, CommandSpec spec) implements Command {
  @Override
  public int run(ParseResult line) {
    screen.print(spec.commandLine().getUsageMessage(Ansi.OFF));
    return ExitStatus.OK;
  }
}
