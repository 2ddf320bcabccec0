package org.sallyport.linux.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sallyport.core.error.ErrorKind;
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
  private static final Set<PosixFilePermission> PRIVATE =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private LaunchCommand() {}

  /// The plan for the launcher.
  public static ExecPlan of(
      Standpoint standpoint, NamespaceHandle namespace, Programs programs, Launch launch) {
    List<String> arguments = new ArrayList<>(KeyboardSignals.IGNORE);
    arguments.addAll(entering(standpoint, namespace, programs));
    arguments.add(programs.bwrap().toString());
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
    Path file = launch.options();
    try {
      boolean _ = Files.deleteIfExists(file);
      Path _ = Files.createFile(file, PosixFilePermissions.asFileAttribute(PRIVATE));
      Path _ = Files.write(file, options(launch));
    } catch (IOException e) {
      throw new GatewayException(
          ErrorKind.STORAGE,
          "Could not write " + file + " for a launch: " + e + ". Check that there is space.",
          e);
    }
  }

  /// The options as `bwrap --args` reads them: each with a NUL behind it.
  static byte[] options(Launch launch) {
    StringBuilder text = new StringBuilder();
    for (String option : Bubblewrap.options(launch.sandbox(), launch.program())) {
      text.append(option).append('\0');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> entering(
      Standpoint standpoint, NamespaceHandle namespace, Programs programs) {
    String nsenter = programs.nsenter().toString();
    String network = "--net=" + namespace.networkNamespace();
    return switch (standpoint) {
      case USER ->
          List.of(
              nsenter,
              "--user=" + namespace.userNamespace(),
              network,
              "--preserve-credentials",
              "--");
      case ROOT -> List.of(nsenter, network, "--");
      case INSIDE ->
          List.of(
              nsenter,
              network,
              "--",
              programs.setpriv().toString(),
              "--ambient-caps=-all",
              "--inh-caps=-all",
              "--");
    };
  }
}
