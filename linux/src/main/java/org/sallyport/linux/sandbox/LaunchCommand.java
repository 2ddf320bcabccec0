package org.sallyport.linux.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sallyport.core.error.GatewayException;
import org.sallyport.linux.exec.ExecPlan;

/// What the launcher becomes: `nsenter` into the workstation's network, `bwrap`, the application.
///
/// Entering comes first and is done by a program that then is gone; no process of the sandbox ever
/// stands in the host's network. `--preserve-credentials` keeps the user's own number: the
/// gateway's user namespace maps nothing else, and the process that enters has no capability there
/// once it has executed `bwrap`. What the user types at the terminal is the application's alone
/// ([KeyboardSignals]).
public final class LaunchCommand {
  private LaunchCommand() {}

  /// The plan for the launcher.
  public static ExecPlan of(Entrance entrance, Launch launch) {
    List<String> arguments = new ArrayList<>(KeyboardSignals.IGNORE);
    arguments.addAll(entrance.words());
    arguments.add(entrance.programs().bwrap().toString());
    arguments.addAll(List.of("--args", Integer.toString(Bubblewrap.OPTIONS_DESCRIPTOR), "--"));
    arguments.addAll(KeyboardSignals.restoredFor(launch.program().arguments()));
    return new ExecPlan(
        arguments,
        launch.environment(),
        Map.of(
            Bubblewrap.FILTER_DESCRIPTOR, launch.sandbox().files().filter(),
            Bubblewrap.OPTIONS_DESCRIPTOR, launch.options()));
  }

  /// Writes the options of `bwrap` to the launch's file, mode 0600, where the launcher finds them.
  ///
  /// They do not stand on the command line, because the application can read that of process 1, and
  /// everybody on the host that of every process: it would tell where the workstation's home is,
  /// and with it the user's name.
  ///
  /// @throws GatewayException STORAGE if the file cannot be written
  public static void writeOptions(Launch launch) {
    OptionsFile.write(launch.options(), Bubblewrap.options(launch.sandbox(), launch.program()));
  }

  /// The options as `bwrap --args` reads them: each with a NUL behind it.
  static byte[] options(Launch launch) {
    return OptionsFile.bytes(Bubblewrap.options(launch.sandbox(), launch.program()));
  }
}
