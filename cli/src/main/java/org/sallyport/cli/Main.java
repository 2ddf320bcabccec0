package org.sallyport.cli;

import org.sallyport.api.location.Surroundings;
import org.sallyport.cli.command.Workbench;
import org.sallyport.cli.launch.ExecReplacement;
import org.sallyport.cli.screen.Screen;

/// The program `sallyport`; started by the launcher in the repository's root.
public final class Main {
  private Main() {}

  /// Runs one command and ends with its exit status.
  public static void main(String[] arguments) {
    var surroundings = Surroundings.ofThisProcess();
    var screen = Screen.ofThisProcess(surroundings.variables());
    var bench =
        new Workbench(surroundings, screen, new ExecReplacement(), Workbench.Patience.USUAL);
    System.exit(new Sallyport(bench).run(arguments));
  }
}
